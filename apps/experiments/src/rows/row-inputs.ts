import { EbmError } from "@ebm/core/errors";
import { listed } from "@ebm/core/naming";
import {
  type Feeds,
  rowsToInputs,
  type Schema,
  type Signature,
  type TableLike,
} from "@ebm/onnx-export";
import type { Cells } from "./cells.js";
import { targetColumns, targetInputs } from "./target-inputs.js";

/** The inputs that are a y: that of an energy, or where the chains of a sampler start. */
const MEMBERS = ["y", "start"];

/** The inputs of a file that rows fill: raw columns, and y. */
export function filledInputs(schema: Schema, inputs: Signature["inputs"]): readonly string[] {
  const isFilled = (name: string): boolean =>
    Object.hasOwn(schema.inputs, name) || MEMBERS.includes(name);
  return Object.keys(inputs).filter(isFilled);
}

/** The columns that a file takes, of those that there are; undefined where nothing says which. */
export function neededColumns(
  schema: Schema,
  inputs: Signature["inputs"],
  names: ReadonlySet<string>,
): readonly string[] {
  const columns = Object.values(schema.inputs).flatMap(({ columns }) =>
    columns.map(({ name }) => name),
  );
  const { target } = schema;
  const takesY = filledInputs(schema, inputs).some((name) => MEMBERS.includes(name));
  const ofY = takesY && target && target.kind !== "number" ? targetColumns(target, names) : [];
  return [...new Set([...columns, ...ofY])];
}

/**
 * Turns rows into the inputs of a file by the names of their columns. Columns that the file does not
 * take are told in `notes`.
 *
 * @throws {EbmError} If a column is missing, or a value does not fit, at its row.
 */
export function rowInputs(
  { inputs }: Pick<Signature, "inputs">,
  {
    schema,
    table,
    cells,
  }: { readonly schema: Schema; readonly table: TableLike; readonly cells: Cells },
): { readonly feeds: Feeds; readonly notes: readonly string[] } {
  const filled = filledInputs(schema, inputs);
  const { inputs: columns, notes } = rowsToInputs(schema, table);
  const members = filled.filter((name) => MEMBERS.includes(name));
  const y = members.length > 0 ? targetInputs(schema, cells) : undefined;
  const feeds = { ...columns, ...Object.fromEntries(members.map((name) => [name, y!])) };
  const used = new Set(neededColumns(schema, inputs, cells.names));
  const others = [...cells.names].filter((name) => !used.has(name));
  const told = notes.filter((note) => !note.startsWith(UNUSED));
  return { feeds, notes: others.length > 0 ? [...told, unusedNote(others)] : told };
}

const UNUSED = "Columns that are not used:";

/** Tells of columns that a file does not take. */
export function unusedNote(names: readonly string[]): string {
  return `${UNUSED} ${listed(names)}.`;
}

/** The same error, its row counted from the start of a file of which `before` rows came before. */
export function atFileRow(error: unknown, file: string, before: number): unknown {
  if (!(error instanceof EbmError)) return error;
  const message = error.message
    .replace(/^\w+: /, "")
    .replace(/\brow (\d+)\b/, (_, row: string) => `row ${Number(row) + before}`);
  return new EbmError(`${file}: ${message}`, { cause: error });
}
