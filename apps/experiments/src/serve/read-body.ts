import { EbmError } from "@ebm/core/errors";
import { checkMembers, type Packed, type Schema, type Signature } from "@ebm/onnx-export";
import { recordCells } from "../rows/cells.js";
import { filledInputs, rowInputs } from "../rows/row-inputs.js";
import type { ServedTensors } from "./dtypes.js";
import { readInputs } from "./read-inputs.js";

/** A request: the inputs of the model, and the number of rows if it has rows. */
export interface ReadBody {
  readonly tensors: ServedTensors;
  readonly rows?: number;
  readonly notes: readonly string[];
}

/**
 * Reads a request: `{"rows": [{"age": 41, "region": "north"}]}` with values by column, or tensors
 * by the names of the inputs.
 *
 * @throws {EbmError} At the first invalid entry.
 */
export function readBody(
  body: unknown,
  { signature, schema }: { readonly signature: Signature; readonly schema: Schema | undefined },
): ReadBody {
  const { inputs } = signature;
  const rows = schema && !Object.hasOwn(inputs, "rows") ? rowsOf(body) : undefined;
  if (schema === undefined || rows === undefined) {
    const tensors = readInputs(body, inputs);
    const y = tensors.y ?? tensors.start;
    // files with a schema have a y of floats
    if (schema && y) checkMembers(schema, y as Packed);
    return { tensors, notes: [] };
  }
  const filled = filledInputs(schema, inputs);
  const others = Object.keys(inputs).filter((name) => !filled.includes(name));
  if (others.length > 0) {
    throw new EbmError(`the model takes \`${others[0]}\` too, expected tensors by name, not rows.`);
  }
  const { feeds, notes } = rowInputs(signature, { schema, table: rows, cells: recordCells(rows) });
  return { tensors: feeds, rows: rows.length, notes };
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Returns the rows of a request. Undefined if it has none. */
function rowsOf(body: unknown): Rows | undefined {
  if (typeof body !== "object" || body === null || !Object.hasOwn(body, "rows")) return undefined;
  const { rows, ...others } = body as { readonly rows: unknown };
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new EbmError(
      `the body has \`rows\` and \`${other.slice(0, 40)}\`, expected \`rows\` alone.`,
    );
  }
  const isRow = (row: unknown): boolean =>
    typeof row === "object" && row !== null && !Array.isArray(row);
  if (Array.isArray(rows) && rows.length > 0 && rows.every(isRow)) return rows;
  throw new EbmError("`rows` is not a list of objects, expected [{…}, …], one for each row.");
}
