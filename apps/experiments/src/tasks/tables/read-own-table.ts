import { EbmError } from "@ebm/core/errors";
import { type ColumnKind, readTable, selectColumns, type Table } from "@ebm/datasets";
import type { DataFile } from "../../run-files/run-config.js";
import { checkDataFile } from "../data-file.js";
import { inOptions } from "./in-options.js";
import { joinTables } from "./join-tables.js";
import { type SplitSettings, splitColumn, type TableSettings } from "./table-settings.js";

/** The user's own files as one table, and the roles of its columns. */
export interface OwnTable {
  /** Columns to predict from. */
  readonly features: Table;
  /** Columns to predict. */
  readonly targets: Table;
  /** All columns, by name. */
  readonly table: Table;
  /** The first row of the test file. The number of rows if there is none. */
  readonly testFrom: number;
  readonly weights?: Float64Array;
  /** The times or the groups that split the rows. */
  readonly times?: Float64Array;
  readonly groups?: ArrayLike<unknown>;
  /** The kinds of the columns that were used, each as `age=number`. */
  readonly columns: readonly string[];
  readonly notes: readonly string[];
}

export interface OwnFiles {
  readonly train: DataFile;
  readonly test?: DataFile | undefined;
  /** Returns the names of the columns to predict, given the table of training rows. */
  targetsOf(train: Table): readonly string[];
}

/**
 * Reads files of any format: all columns of the training file, and the same columns of the test
 * file.
 *
 * @throws {EbmError} If a file cannot be read, or a column does not fit.
 */
export async function readOwnTable(
  files: OwnFiles,
  settings: TableSettings & SplitSettings,
): Promise<OwnTable> {
  try {
    return await read(files, settings);
  } catch (error) {
    if (!(error instanceof EbmError)) throw error;
    throw new EbmError(inOptions(error.message), { cause: error });
  }
}

async function read(
  { train, test, targetsOf }: OwnFiles,
  settings: TableSettings & SplitSettings,
): Promise<OwnTable> {
  const { missing, header, decimal, weight, features, drop = [] } = settings;
  const memory = settings.memory === undefined ? undefined : settings.memory * 2 ** 20;
  const options = { missing, header, decimal, memory };
  const types = kindsOf(settings.columns ?? settings.types ?? []);
  const first = await readTable(await checkDataFile(train), { ...options, types });
  const split = splitColumn(settings);
  const byName = (table: Table, option: string, name: string) => {
    const column = table.columns.find((each) => each.name === name);
    if (column !== undefined) return column;
    throw new EbmError(`${table.file}: --${option} names \`${name}\`, expected a column.`);
  };
  // columns of weights and of splits are not features, unless the user names them as features
  const extra = [weight, split?.column].filter((name) => name !== undefined);
  for (const name of extra) byName(first, name === weight ? "weight" : "split", name);
  const select = {
    targets: targetsOf(first),
    features,
    drop: [...drop, ...extra.filter((name) => !features?.includes(name))],
  };
  const chosen = selectColumns(first, select);
  const used = new Set([
    ...[...chosen.features.columns, ...chosen.targets.columns].map(({ name }) => name),
    ...extra,
  ]);
  const second = test && (await readTest(await checkDataFile(test), { options, used, first }));
  const table = second ? joinTables(ofNames(first, used), second) : first;
  const names = (part: Table): Table =>
    ofNames(table, new Set(part.columns.map(({ name }) => name)));
  const parts = second
    ? { features: names(chosen.features), targets: names(chosen.targets) }
    : chosen;
  return {
    ...parts,
    table,
    testFrom: first.rows,
    ...(weight !== undefined && {
      weights: weightsOf(table.file, byName(table, "weight", weight)),
    }),
    ...(split?.by === "time" && {
      times: timesOf(table.file, byName(table, "split", split.column)),
    }),
    ...(split?.by === "group" && { groups: byName(table, "split", split.column).values }),
    columns: first.columns.map(({ name, kind }) => `${name}=${kind}`),
    notes: [...first.notes, ...chosen.features.notes].map(inOptions),
  };
}

async function readTest(
  path: string,
  {
    options,
    used,
    first,
  }: {
    readonly options: Parameters<typeof readTable>[1];
    readonly used: ReadonlySet<string>;
    readonly first: Table;
  },
): Promise<Table> {
  const types = new Map(first.columns.map(({ name, kind }) => [name, kind]));
  const table = await readTable(path, { ...options, types, columns: [...used] });
  return ofNames(table, used);
}

function ofNames(table: Table, names: ReadonlySet<string>): Table {
  return { ...table, columns: table.columns.filter(({ name }) => names.has(name)) };
}

function kindsOf(types: readonly string[]): ReadonlyMap<string, ColumnKind> {
  return new Map(
    types.map((type) => {
      const separator = type.lastIndexOf("=");
      return [type.slice(0, separator), type.slice(separator + 1) as ColumnKind];
    }),
  );
}

function weightsOf(file: string, column: Table["columns"][number]): Float64Array {
  if (column.kind !== "number") {
    throw new EbmError(`${file}: --weight names \`${column.name}\`, expected a column of numbers.`);
  }
  const row = column.values.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (row < 0) return column.values;
  throw new EbmError(
    `${file}: row ${row + 1}, column \`${column.name}\` has ${column.values[row]}, expected a weight, 0 or more.`,
  );
}

function timesOf(file: string, column: Table["columns"][number]): Float64Array {
  if (column.kind === "number" || column.kind === "datetime") return column.values;
  throw new EbmError(
    `${file}: --split goes by \`${column.name}\`, a ${column.kind}, expected numbers or date-times.`,
  );
}
