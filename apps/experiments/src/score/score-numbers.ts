import { parquetNumbers } from "@ebm/datasets";
import type { Predictor } from "../predict/open-predictor.js";
import { type NamedValue, namedOutputs } from "../rows/named-outputs.js";

/** The values of one output for all rows, by the name of its column. */
export type ScoredColumns = ReadonlyMap<string, Float64Array>;

export interface ScoreNumbersInputs {
  readonly path: string;
  readonly groups: readonly [from: number, to: number];
  readonly rows: number;
  readonly signal: AbortSignal;
}

/** Number of rows that run together. */
const ROWS = 4096;

/**
 * Scores rows of numbers column by column, without a value for each cell: many times as fast.
 *
 * @returns Undefined if the rows or the model need more: other kinds of columns, missing values,
 *   several inputs, or outputs that are not finite numbers.
 */
export async function scoreNumbers(
  predictor: Predictor,
  { path, groups, rows, signal }: ScoreNumbersInputs,
): Promise<ScoredColumns | undefined> {
  const columns = numberColumns(predictor);
  if (!columns) return undefined;
  const { names, input } = columns;
  const scored = new Map<string, Float64Array>();
  let done = 0;
  for await (const group of parquetNumbers({ path, columns: names, groups })) {
    if (!group) return undefined;
    for (let from = 0; from < group.rows; from += ROWS) {
      signal.throwIfAborted();
      const size = Math.min(ROWS, group.rows - from);
      const data = new Float64Array(size * names.length);
      for (const [c, values] of group.columns.entries()) {
        for (let i = 0; i < size; i++) data[i * names.length + c] = values[from + i]!;
      }
      const outputs = await predictor.run({ [input]: { data, shape: [size, names.length] } });
      const { schema, signature } = predictor;
      const [[output, packed] = [undefined, undefined], ...others] = Object.entries(outputs);
      if (output === undefined || others.length > 0 || packed.data.length !== size)
        return undefined;
      const head = { [output]: { data: packed.data.subarray(0, 1), shape: [1] } };
      const [named] = namedOutputs(head, { rows: 1, schema, metadata: signature.metadata });
      // a log-probability comes with its probability
      const [[name, value], ...more] = named as [NamedValue, ...NamedValue[]];
      if (more.length > 0 || typeof value !== "number") return undefined;
      const column = scored.get(name) ?? new Float64Array(rows);
      scored.set(name, column);
      for (let i = 0; i < size; i++) {
        const value = packed.data[i]!;
        if (!Number.isFinite(value)) return undefined;
        column[done + i] = value;
      }
      done += size;
    }
  }
  return done === rows ? scored : undefined;
}

/** Returns the columns of the only input if all are numbers. */
function numberColumns({
  schema,
  inputs,
}: Predictor): { readonly input: string; readonly names: readonly string[] } | undefined {
  const [input, ...others] = Object.keys(inputs);
  if (!schema || input === undefined || others.length > 0) return undefined;
  const columns = schema.inputs[input]?.columns;
  if (!columns?.every(({ kind }) => kind === "number") || inputs[input]!.dtype !== "float64") {
    return undefined;
  }
  return { input, names: columns.map(({ name }) => name) };
}
