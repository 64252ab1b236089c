import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSweep } from "../executor/create-sweep.js";
import type { FinishedTrial, Plan } from "../executor/sweep.js";
import { openDatabase } from "./database.js";
import { migrate } from "./migrations.js";
import { postgresExecutor } from "./postgres-executor.js";
import { privatePostgres } from "./private-postgres.js";
import { openQueue } from "./queue.js";
import { type Kind, runWorker } from "./run-worker.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ebm-sweep-"));
  await chmod(directory, 0o755);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test("the database may be killed: workers keep their results, and it is started again", async () => {
  const home = join(directory, "killed");
  const own = await privatePostgres(home);
  const pid = async () =>
    Number((await readFile(join(home, "postgres", "postmaster.pid"), "utf8")).split("\n")[0]);
  const theirs = openDatabase(own.url);
  const plan: Plan = {
    first: () => Array.from({ length: 6 }, (_, number) => ({ number, config: number })),
  };
  const sweep = createSweep({ kind: "kill", name: "n", config: {}, plan });
  const stop = new AbortController();
  const kind: Kind = {
    plan: () => plan,
    run: async (config) => {
      if (config === 2) process.kill(await pid(), "SIGKILL");
      await wait(30);
      return { result: config };
    },
  };
  await migrate(theirs);
  const their = await openQueue(theirs);
  const worker = runWorker({
    database: theirs,
    queue: their,
    kinds: { kill: kind },
    signal: stop.signal,
  });
  const trials: FinishedTrial[] = [];
  const executor = postgresExecutor({ url: own.url, revive: own.revive });
  await executor.execute(sweep, {
    signal: new AbortController().signal,
    onFinish: (trial) => void trials.push(trial),
  });
  expect(trials.map(({ result }) => result).sort()).toEqual([0, 1, 2, 3, 4, 5]);
  stop.abort();
  await worker;
  await their.close();
  await theirs.close();
  await own.stop();
});

test("two starts share one server, and a path that is too long has its socket elsewhere", async () => {
  const [long, joined] = await Promise.all(
    Array.from({ length: 2 }, () => privatePostgres(join(directory, "x".repeat(120)))),
  );
  expect(decodeURIComponent(long!.url)).toContain("ebm-postgres-");
  const other = openDatabase(joined!.url);
  expect(await other.query("show fsync")).toEqual([{ fsync: "on" }]);
  await joined!.stop();
  expect(await other.query("select 1 as one"), "others are connected").toEqual([{ one: 1 }]);
  await other.close();
  await long!.stop();
});
