import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, normal } from "@ebm/core";
import { parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { beforeAll, expect, test } from "vitest";
import { ebmHere } from "../../test/ebm-here.js";
import { temporaryDirectory, writeRankings } from "../../test/own-files.js";
import { tasks } from "../tasks/index.js";

const ROWS = 700;
let directory: string;
let model: string;
let input: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
  const file = await writeRankings(directory);
  const out = join(directory, "run");
  const train = ["run", "label-ranking", "--file", file, "--model", "permutahedron"];
  await ebmHere(tasks, ...train, "--steps", "5", "--hidden", "4", "--out", out, "--json");
  model = join(out, "log-partition.onnx");
  input = join(directory, "rows.parquet");
  const noise = normal(key(4), 2 * ROWS);
  const columnData = ["b", "a"].map((name, i) => ({
    name,
    data: noise.subarray(i * ROWS, (i + 1) * ROWS),
    type: "FLOAT" as const,
  }));
  await writeFile(input, new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 100 })));
});

const score = (out: string, ...more: string[]): Promise<string> =>
  ebmHere(
    tasks,
    ...["predict", model, "--file", input, "--out", out, "--workers", "1"],
    ...["--shard-rows", "150", ...more],
  );

const partsOf = async (out: string): Promise<string[]> =>
  (await readdir(out)).filter((name) => name.endsWith(".parquet")).sort();

async function rowsOf(out: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (const part of await partsOf(out)) {
    const bytes = new Uint8Array(await readFile(join(out, part)));
    rows.push(...(await parquetReadObjects({ file: bytes.buffer })));
  }
  return rows;
}

test("the parts have one row for each row of the file, with what one process predicts", async () => {
  const out = join(directory, "scored");
  await score(out);
  expect(await partsOf(out)).toEqual([0, 1, 2, 3].map((i) => `part-00000${i}.parquet`));
  const rows = await rowsOf(out);
  expect(rows.map(({ row }) => Number(row))).toEqual(Array.from({ length: ROWS }, (_, i) => i));
  const lines = (await ebmHere(tasks, "predict", model, "--file", input)).trimEnd().split("\n");
  expect(rows.map((row) => row.log_partition)).toEqual(lines.slice(1).map(Number));
  expect(await readdir(out)).toEqual(expect.arrayContaining(["_SUCCESS", "_ebm"]));
});

test("a command that was stopped computes only the missing parts", async () => {
  const out = join(directory, "stopped");
  await score(out);
  const expected = await rowsOf(out);
  const log = join(out, "_ebm", "trials.jsonl");
  const lines = (await readFile(log, "utf8")).trimEnd().split("\n");
  await writeFile(log, lines.slice(0, 2).join("\n"));
  await rm(join(out, "part-000003.parquet"));
  await writeFile(join(out, "part-000000.parquet"), "not computed again");
  await score(out);
  expect(await readFile(join(out, "part-000000.parquet"), "utf8")).toBe("not computed again");
  await rm(join(out, "part-000000.parquet"));
  expect(await rowsOf(out)).toEqual(expected.slice(200));
});

test("refuses what it cannot score", async () => {
  const csv = join(directory, "rows.csv");
  await writeFile(csv, "a,b\n1,2\n");
  const run = (...args: string[]) => ebmHere(tasks, "predict", ...args, "--workers", "1");
  await expect(run(model, "--file", input)).rejects.toThrow("--workers needs --out");
  await expect(run(model, "--file", csv, "--out", join(directory, "x"))).rejects.toThrow(
    /rows\.csv cannot be read as Parquet/,
  );
  await expect(
    run(join(directory, "run"), "--file", input, "--out", join(directory, "x")),
  ).rejects.toThrow("is a directory, expected an ONNX file");
  const out = join(directory, "other");
  await score(out);
  await expect(score(out, "--seed", "1")).rejects.toThrow("contains another sweep");
});
