import { type ChildProcess, spawn } from "node:child_process";
import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { key, normal } from "@ebm/core";
import { privatePostgres } from "@ebm/sweep/postgres";
import { parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { ebmHere } from "../../test/ebm-here.js";
import { temporaryDirectory, writeRankings } from "../../test/own-files.js";
import { tasks } from "../tasks/index.js";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const ROWS = 1_000_000;

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const options = ["--import", "tsx", "--conditions=@ebm/source", main];
  return spawn(process.execPath, [...options, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

const partsOf = async (out: string): Promise<string[]> =>
  (await readdir(out).catch(() => [])).filter((name) => name.endsWith(".parquet")).sort();

test("a million rows are scored once each, though a worker is killed", async () => {
  const directory = await temporaryDirectory();
  await chmod(directory, 0o755);
  const file = await writeRankings(directory);
  const [run, out, input] = ["run", "scored", "rows.parquet"].map((name) =>
    join(directory, name),
  ) as [string, string, string];
  const train = ["run", "label-ranking", "--file", file, "--model", "permutahedron"];
  await ebmHere(tasks, ...train, "--steps", "5", "--hidden", "4", "--out", run, "--json");
  const columnData = ["a", "b"].map((name, i) => ({
    name,
    data: normal(key(i), ROWS),
    type: "FLOAT" as const,
  }));
  await writeFile(input, new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 50_000 })));

  const server = await privatePostgres(join(directory, "server"));
  const work = () =>
    start(["worker", "--work-dir", join(directory, "work")], { EBM_DATABASE_URL: server.url });
  const workers = [work(), work()];
  const began = performance.now();
  const predict = start([
    ...["predict", join(run, "log-partition.onnx"), "--file", input, "--out", out],
    ...["--workers", "0", "--database-url", server.url, "--shard-rows", "50000"],
  ]);
  const ended = new Promise<number | null>((resolve) => predict.on("exit", resolve));
  while ((await partsOf(out)).length < 3) await new Promise((resolve) => setTimeout(resolve, 50));
  workers[0]!.kill("SIGKILL");
  workers[0] = work();
  expect(await ended).toBe(0);
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(`${Math.round(ROWS / seconds)} rows per second, start and kill included\n`);
  let next = 0;
  for (const part of await partsOf(out)) {
    const bytes = new Uint8Array(await readFile(join(out, part)));
    for (const { row } of await parquetReadObjects({ file: bytes.buffer, columns: ["row"] })) {
      if (Number(row) !== next) expect(Number(row)).toBe(next);
      next++;
    }
  }
  expect(next).toBe(ROWS);
  for (const worker of workers) worker.kill("SIGTERM");
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.on("exit", resolve))));
  await server.stop();
}, 900_000);
