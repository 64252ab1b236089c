import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { key, normal } from "@ebm/core";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { ebmHere } from "../../test/ebm-here.js";
import { temporaryDirectory, writeRankings } from "../../test/own-files.js";
import { tasks } from "../tasks/index.js";

const program = fileURLToPath(
  new URL("../../../../examples/python/score_with_ray.py", import.meta.url),
);

test("Ray Data scores a Parquet file as `ebm predict` does", async ({ skip }) => {
  const python = process.env.EBM_PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import ray.data, onnxruntime"]).status !== 0) {
    skip(`no ray and onnxruntime in ${python}: set EBM_PYTHON to a Python that has them`);
  }
  const directory = await temporaryDirectory();
  const out = join(directory, "run");
  const file = await writeRankings(directory);
  const train = ["run", "label-ranking", "--file", file, "--model", "permutahedron"];
  await ebmHere(tasks, ...train, "--steps", "5", "--hidden", "4", "--out", out, "--json");
  const model = join(out, "log-partition.onnx");
  const input = join(directory, "rows.parquet");
  const rows = 10_000;
  const columnData = ["b", "a"].map((name, i) => ({
    name,
    data: normal(key(i), rows),
    type: "FLOAT" as const,
  }));
  await writeFile(input, new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2000 })));
  const scored = join(directory, "scored");
  const limit = { encoding: "utf8", timeout: 240_000 } as const;
  const ray = spawnSync(python, [program, model, input, scored], limit);
  expect(ray.status, ray.stderr).toBe(0);
  const read = `
import json, sys, pyarrow.dataset as ds
table = ds.dataset(sys.argv[1]).to_table()
print(json.dumps([table["a"].to_pylist(), table["log_partition"].to_pylist()]))`;
  const { stdout } = spawnSync(python, ["-c", read, scored], { encoding: "utf8", maxBuffer: 1e8 });
  const [a, found] = JSON.parse(stdout) as [number[], number[]];
  const text = await ebmHere(tasks, "predict", model, "--file", input);
  const expected = text.trimEnd().split("\n").slice(1).map(Number);
  expect(found).toHaveLength(rows);
  // the parts may be listed in another order than they were written
  const byA = (values: readonly number[], keys: readonly number[]) =>
    new Map(keys.map((key, i) => [key, values[i]!]));
  const [ours, theirs] = [byA(expected, Array.from(columnData[1]!.data)), byA(found, a)];
  for (const [key, value] of ours) expect(theirs.get(key)).toBeCloseTo(value, 4);
}, 300_000);
