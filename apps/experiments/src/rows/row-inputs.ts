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

/** The inputs that are a y: that of an energy, or the first states of a sampler's chains. */
const MEMBERS = ["y", "start"];

/** The inputs of a file that rows fill: raw columns, and y. */
export function filledInputs(schema: Schema, inputs: Signature["inputs"]): readonly string[] {
  const isFilled = (name: string): boolean =>
    Object.hasOwn(schema.inputs, name) || MEMBERS.includes(name);
  return Object.keys(inputs).filter(isFilled);
}

/**
 * Returns the columns that a file takes, among those that exist. Undefined if nothing names them.
 */
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
 * Converts rows to the inputs of a file by the names of their columns. `notes` lists columns that
 * the file does not take.
 *
 * @throws {EbmError} If a column is missing, or a value does not fit, with its row.
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

/** Returns a note that lists columns that a file does not take. */
export function unusedNote(names: readonly string[]): string {
  return `${UNUSED} ${listed(names)}.`;
}

/**
 * Returns the same error with its row counted from the start of the file. `before` is the number of
 * earlier rows.
 */
export function atFileRow(error: unknown, file: string, before: number): unknown {
  if (!(error instanceof EbmError)) return error;
  const message = error.message
    .replace(/^\w+: /, "")
    .replace(/\brow (\d+)\b/, (_, row: string) => `row ${Number(row) + before}`);
  return new EbmError(`${file}: ${message}`, { cause: error });
}
