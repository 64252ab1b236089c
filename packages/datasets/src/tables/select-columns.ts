import { EbmError } from "@ebm/core/errors";
import { listed, nearest, quoted } from "@ebm/core/naming";
import type { Table, TableColumn } from "./table.js";

export interface SelectOptions {
  /** Names of the columns to predict. Default: those that the file marks as labels, or none. */
  readonly targets?: readonly string[] | undefined;
  /** Names of the columns to predict from. Default: all others. */
  readonly features?: readonly string[] | undefined;
  /** Names of the columns to leave out of the features. Default: none. */
  readonly drop?: readonly string[] | undefined;
}

/**
 * Parts the columns of a table into features and targets, each in the order of the table.
 *
 * @throws {EbmError} If a name does not exist, a target is a feature too, a feature is text, or no
 * feature is left.
 */
export function selectColumns(
  table: Table,
  options: SelectOptions = {},
): { readonly features: Table; readonly targets: Table } {
  const { features, drop = [], targets = table.labels ?? [] } = options;
  const names = table.columns.map(({ name }) => name);
  for (const [option, wanted] of Object.entries({ features: features ?? [], drop, targets })) {
    for (const name of wanted) {
      if (!names.includes(name)) throw noColumn(table, option, name);
    }
  }
  const [isTarget, isDropped] = [new Set(targets), new Set(drop)];
  for (const name of features ?? []) {
    const other = isTarget.has(name) ? "targets" : isDropped.has(name) ? "drop" : undefined;
    if (other === undefined) continue;
    throw new EbmError(
      `selectColumns: ${table.file}: \`features\` and \`${other}\` both name ${quoted(name)}, expected it in one of them.`,
    );
  }
  const isFeature = new Set(
    features ?? names.filter((name) => !isTarget.has(name) && !isDropped.has(name)),
  );
  const chosen = table.columns.filter(({ name }) => isFeature.has(name));
  if (chosen.length === 0) {
    throw new EbmError(`selectColumns: ${table.file} has no features, expected at least one.`);
  }
  for (const { name, kind } of chosen) {
    if (kind !== "text") continue;
    throw new EbmError(
      `selectColumns: ${table.file}: ${quoted(name)} is text, expected a number or a category. Name it in \`drop\`.`,
    );
  }
  const part = (columns: readonly TableColumn[], notes: readonly string[]): Table => ({
    file: table.file,
    rows: table.rows,
    columns,
    notes,
  });
  const constant = chosen.filter(isConstant).map(({ name }) => name);
  const notes =
    constant.length === 0
      ? []
      : [`These features have one value only, and tell nothing: ${listed(constant)}.`];
  return {
    features: part(chosen, notes),
    targets: part(
      table.columns.filter(({ name }) => isTarget.has(name)),
      [],
    ),
  };
}

/** Returns whether all rows have the same value, or no value. */
export function isConstant({ values }: TableColumn): boolean {
  for (let i = 1; i < values.length; i++) if (!Object.is(values[i], values[0])) return false;
  return true;
}

function noColumn({ file, columns }: Table, option: string, name: string): EbmError {
  const names = columns.map((column) => column.name);
  const hint = nearest(name, names);
  return new EbmError(
    `selectColumns: ${file}: \`${option}\` names ${quoted(name)}, expected a column. ${hint}`,
  );
}
