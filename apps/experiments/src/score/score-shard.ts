import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { writeDurably } from "@ebm/core/files";
import type { Json, TrialContext, TrialResult } from "@ebm/sweep";
import type { FileOptions } from "../predict/named-feeds.js";
import { openPredictor, type Predictor, type PredictorOptions } from "../predict/open-predictor.js";
import { predictFile } from "../predict/predict-file.js";
import type { NamedValue } from "../rows/named-outputs.js";
import { scoreNumbers } from "./score-numbers.js";
import { readFileOf, type ScoredFile } from "./scored-file.js";

/** The kind of a sweep of shards. */
export const SHARDS = "score";

/** The config of a trial that scores some groups of rows of a Parquet file. */
export interface Shard {
  readonly model: ScoredFile;
  readonly input: ScoredFile;
  /** The directory of the parts. */
  readonly out: string;
  readonly part: string;
  readonly groups: readonly [from: number, to: number];
  readonly firstRow: number;
  readonly rows: number;
  readonly steps: number;
  readonly seed: number;
  readonly reading: Omit<FileOptions, "groups">;
}

/**
 * Scores a shard, and writes its part: a Parquet file with one row for each row of the shard, in
 * order. The part appears when it is complete.
 *
 * @throws {EbmError} If a file has changed since the work began, or a row does not fit.
 */
export async function scoreShard(json: Json, { signal }: TrialContext): Promise<TrialResult> {
  const shard = json as unknown as Shard;
  const { model, input, out, part, groups, firstRow, rows, steps, seed } = shard;
  await readFileOf(input, "footer");
  const predictor = await predictorOf(model, { steps, seed: seed + firstRow });
  const { path } = input;
  const columns =
    (await scoreNumbers(predictor, { path, groups, rows, signal })) ??
    (await scoreRows(predictor, shard, signal));
  await mkdir(out, { recursive: true });
  await writeDurably(join(out, part), await parquetOf(columns, { firstRow, rows }));
  return { result: { rows } };
}

/** The model that this process has opened, and what it was opened from. */
let opened: { readonly key: string; readonly predictor: Predictor } | undefined;

/** Opens a model, or returns it if it is open. Samplers have other noise in each shard. */
async function predictorOf(model: ScoredFile, noise: PredictorOptions): Promise<Predictor> {
  const key = JSON.stringify([model, noise]);
  const plain = JSON.stringify(model);
  if (opened?.key === key || opened?.key === plain) return opened.predictor;
  await opened?.predictor.dispose();
  const predictor = await openPredictor(await readFileOf(model), noise);
  const { inputs, signature } = predictor;
  const isNoisy = Object.keys(inputs).length < Object.keys(signature.inputs).length;
  opened = { key: isNoisy ? key : plain, predictor };
  return predictor;
}

async function scoreRows(
  predictor: Predictor,
  { input, groups, reading, part, rows }: Shard,
  signal: AbortSignal,
): Promise<Columns> {
  const columns = new Map<string, (number | string | null)[]>();
  let count = 0;
  for await (const { values } of predictFile(predictor, input.path, { ...reading, groups })) {
    signal.throwIfAborted();
    for (const row of values) addRow(columns, row, count++);
  }
  if (count === rows) return columns;
  throw new EbmError(`${input.path}: ${part} has ${count} rows, expected ${rows}.`);
}

type Columns = ReadonlyMap<string, readonly (number | string | null)[] | Float64Array>;

function addRow(
  columns: Map<string, (number | string | null)[]>,
  row: readonly NamedValue[],
  before: number,
): void {
  for (const [name, value] of row) {
    const column = columns.get(name) ?? Array<null>(before).fill(null);
    columns.set(name, column);
    const isPlain = value === null || typeof value === "number" || typeof value === "string";
    column.push(isPlain ? value : JSON.stringify(value));
  }
}

async function parquetOf(
  columns: Columns,
  { firstRow, rows }: Pick<Shard, "firstRow" | "rows">,
): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const row = BigInt64Array.from({ length: rows }, (_, i) => BigInt(firstRow + i));
  const columnData = [...columns].map(([name, data]) => {
    if (data instanceof Float64Array) return { name, data, type: "DOUBLE" as const };
    const isNumber = data.every((value) => value === null || typeof value === "number");
    if (isNumber) return { name, data: [...data], type: "DOUBLE" as const };
    const texts = data.map((value) => (value === null ? null : String(value)));
    return { name, data: texts, type: "STRING" as const };
  });
  const bytes = parquetWriteBuffer({
    columnData: [{ name: "row", data: row, type: "INT64" as const }, ...columnData],
  });
  return new Uint8Array(bytes);
}
