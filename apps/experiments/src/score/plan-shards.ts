import { resolve } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { parquetGroups } from "@ebm/datasets";
import { createSweep, type Json, type Sweep } from "@ebm/sweep";
import { SHARDS, type Shard } from "./score-shard.js";
import { scoredFile } from "./scored-file.js";

export interface PlanShardsInputs extends Pick<Shard, "out" | "steps" | "seed" | "reading"> {
  /** The path of an ONNX file. */
  readonly model: string;
  /** The path of a Parquet file. */
  readonly input: string;
  /** The least number of rows of a shard, which has whole groups of rows. */
  readonly shardRows: number;
}

/**
 * Plans to score a Parquet file in shards of whole groups of rows.
 *
 * @throws {EbmError} If a file cannot be read, or the input is no Parquet file.
 */
export async function planShards(inputs: PlanShardsInputs): Promise<Sweep> {
  const { model, input, shardRows, ...shared } = inputs;
  const groups = await parquetGroups(input).catch((cause: Error) => {
    throw new EbmError(`${input} cannot be read as Parquet: ${cause.message}.`, { cause });
  });
  const files = {
    model: await scoredFile(resolve(model), "all"),
    input: await scoredFile(resolve(input), "footer"),
  };
  const shards: Shard[] = [];
  let [from, firstRow, rows] = [0, 0, 0];
  for (const [i, size] of groups.entries()) {
    rows += size;
    if (rows < shardRows && i < groups.length - 1) continue;
    const part = `part-${String(shards.length).padStart(6, "0")}.parquet`;
    if (rows > 0) shards.push({ ...files, ...shared, part, groups: [from, i + 1], firstRow, rows });
    [from, firstRow, rows] = [i + 1, firstRow + rows, 0];
  }
  const config = { ...files, ...shared, shardRows };
  return createSweep({
    kind: SHARDS,
    name: "predict",
    config: JSON.parse(JSON.stringify(config)) as Json,
    plan: {
      first: () =>
        shards.map((shard, number) => ({ number, config: JSON.parse(JSON.stringify(shard)) })),
    },
  });
}
