import { type ChildProcess, spawn } from "node:child_process";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FinishedTrial } from "@ebm/sweep";
import { openDatabase, privatePostgres } from "@ebm/sweep/postgres";
import { expect, test } from "vitest";
import { ebm } from "../../test/ebm.js";
import { temporaryDirectory, writeRankings } from "../../test/own-files.js";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const TRIALS = 200;
const WORKERS = 4;
const KILLS = 2;

/** Starts a command in a process group of its own, which signals reach as a whole. */
function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const options = ["--import", "tsx", "--conditions=@ebm/source", main];
  return spawn(process.execPath, [...options, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
  });
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.on("exit", resolve));

const resultsOf = async (out: string): Promise<Map<string, unknown>> => {
  const lines = (await readFile(join(out, "trials.jsonl"), "utf8")).trimEnd().split("\n");
  const trials: FinishedTrial[] = lines.map((line) => JSON.parse(line));
  return new Map(trials.map(({ id, result, error }) => [id, error ?? result]));
};

async function sweepFile(trials: number): Promise<{ directory: string; path: string }> {
  const directory = await temporaryDirectory();
  await chmod(directory, 0o755);
  await writeRankings(directory);
  const path = join(directory, "sweep.json");
  const sweep = {
    task: "label-ranking",
    data: { file: "rankings.txt" },
    settings: { model: "permutahedron", steps: 200, samples: 50, batchSize: 16, hidden: [16] },
    space: { learningRate: { min: 1e-4, max: 1e-1, scale: "log" } },
    search: { method: "sobol", trials },
  };
  await writeFile(path, JSON.stringify(sweep));
  return { directory, path };
}

test("200 trials survive kills of four workers and of the database, bit for bit", async () => {
  const { directory, path } = await sweepFile(TRIALS);
  const [whole, out] = [join(directory, "whole"), join(directory, "disturbed")];
  expect((await ebm(["sweep", path, "--out", whole])).code).toBe(0);
  const expected = await resultsOf(whole);
  expect(expected.size).toBe(TRIALS);

  const home = join(directory, "server");
  const server = await privatePostgres(home);
  const database = openDatabase(server.url, { revive: server.revive });
  const work = () =>
    start(["worker", "--work-dir", join(directory, "work")], { EBM_DATABASE_URL: server.url });
  const coordinate = () =>
    start(["sweep", path, "--out", out, "--workers", "0"], { EBM_DATABASE_URL: server.url });
  const workers = Array.from({ length: WORKERS }, work);
  const coordinators = [exitOf(coordinate())];
  const killWorker = (i: number): void => {
    // its child notices that the channel is closed
    workers[i]!.kill("SIGKILL");
    workers[i] = work();
  };
  const events: (readonly [done: number, act: () => unknown])[] = [
    ...Array.from({ length: WORKERS * KILLS }, (_, i) => {
      return [
        10 + Math.floor(Math.random() * (TRIALS - 60)),
        () => killWorker(i % WORKERS),
      ] as const;
    }),
    ...[60, 130].map((done) => [done, killPostgres] as const),
    [30, () => coordinators.push(exitOf(coordinate()))],
    [90, freeze],
  ];
  async function killPostgres(): Promise<void> {
    const text = await readFile(join(home, "postgres", "postmaster.pid"), "utf8");
    process.kill(Number(text.split("\n")[0]), "SIGKILL");
    await server.revive();
  }
  function freeze(): void {
    const frozen = workers[0]!;
    process.kill(-frozen.pid!, "SIGSTOP");
    setTimeout(() => process.kill(-frozen.pid!, "SIGCONT"), 18_000);
  }
  events.sort(([a], [b]) => a - b);
  for (let done = 0; done < TRIALS; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const [row] = await database
      .patiently(() =>
        database.query<{ done: number }>(
          "select count(*)::int as done from ebm.trial where state = 'done'",
        ),
      )
      // before the coordinator has made the tables
      .catch(() => [{ done: 0 }]);
    done = row!.done;
    while (events.length > 0 && events[0]![0] <= done) await events.shift()![1]();
  }
  expect(await Promise.all(coordinators)).toEqual([0, 0]);
  expect(events).toEqual([]);
  const results = await resultsOf(out);
  expect(results).toEqual(expected);
  for (const worker of workers) worker.kill("SIGTERM");
  await Promise.all(workers.map(exitOf));
  await database.close();
  await server.stop();
}, 1_800_000);

test("Ctrl-C ends a sweep of two workers within two seconds, and the same command continues", async () => {
  const { directory, path } = await sweepFile(24);
  const out = join(directory, "out");
  const child = start(["sweep", path, "--out", out, "--workers", "2"]);
  const trials = async (): Promise<number> =>
    (await readFile(join(out, "trials.jsonl"), "utf8").catch(() => "")).split("\n").filter(Boolean)
      .length;
  while ((await trials()) < 4) await new Promise((resolve) => setTimeout(resolve, 50));
  const stopped = performance.now();
  const ended = exitOf(child);
  process.kill(-child.pid!, "SIGINT");
  expect(await ended).toBe(130);
  expect(performance.now() - stopped).toBeLessThan(2000);
  const before = await trials();
  expect(before).toBeLessThan(24);
  expect((await ebm(["sweep", path, "--out", out, "--workers", "2"])).code).toBe(0);
  const continued = await resultsOf(out);
  const whole = join(directory, "whole");
  await ebm(["sweep", path, "--out", whole]);
  expect(continued).toEqual(await resultsOf(whole));
}, 600_000);
