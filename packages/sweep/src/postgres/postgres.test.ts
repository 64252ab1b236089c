import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSweep } from "../executor/create-sweep.js";
import type { FinishedTrial, Plan, RunTrial } from "../executor/sweep.js";
import type { Json } from "../json.js";
import { type Database, openDatabase } from "./database.js";
import { migrate } from "./migrations.js";
import { postgresExecutor } from "./postgres-executor.js";
import { type PrivatePostgres, privatePostgres } from "./private-postgres.js";
import { openQueue, type Queue } from "./queue.js";
import { type Kind, runWorker, type WorkerEvent } from "./run-worker.js";

let directory: string;
let server: PrivatePostgres;
let database: Database;
let queue: Queue;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ebm-sweep-"));
  await chmod(directory, 0o755);
  server = await privatePostgres(join(directory, "sweep"));
  database = openDatabase(server.url);
  await migrate(database);
  queue = await openQueue(database);
});
afterAll(async () => {
  await queue?.close();
  await database?.close();
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
});

const numbers = (count: number): Plan => ({
  *first() {
    for (let number = 0; number < count; number++) yield { number, config: { x: number } };
  },
});
const xOf = (config: Json): number => (config as { x: number }).x;

let names = 0;
async function execute(
  run: (x: number, context: Parameters<RunTrial>[1]) => Json | Promise<Json>,
  { plan = numbers(5), workers = 2, finished = [] as FinishedTrial[], name = `${names++}` } = {},
): Promise<{ trials: FinishedTrial[]; events: WorkerEvent[] }> {
  const kind: Kind = {
    run: async (config, context) => ({ result: await run(xOf(config), context) }),
    plan: () => plan,
  };
  const sweep = createSweep({ kind: "test", name: "n", config: { name }, plan });
  const trials: FinishedTrial[] = [];
  const events: WorkerEvent[] = [];
  const stop = new AbortController();
  const running = Array.from({ length: workers }, () =>
    runWorker({
      database,
      queue,
      kinds: { test: kind },
      signal: stop.signal,
      onEvent: (event) => events.push(event),
    }),
  );
  const executor = postgresExecutor({ url: server.url });
  await executor.execute(sweep, {
    finished,
    signal: new AbortController().signal,
    onFinish: (trial) => void trials.push(trial),
  });
  stop.abort();
  await Promise.all(running);
  return { trials: trials.sort((a, b) => a.number - b.number), events };
}

test("each trial has one result, and a null is one", async () => {
  const { trials, events } = await execute((x) => (x === 2 ? null : { square: x * x }));
  expect(trials.map(({ result }) => result)).toEqual([
    { square: 0 },
    { square: 1 },
    null,
    { square: 9 },
    { square: 16 },
  ]);
  expect(events.filter(({ event }) => event === "begin")).toHaveLength(5);
});

test("results of an earlier execution are kept", async () => {
  const first = await execute((x) => x, { name: "kept" });
  const ran: number[] = [];
  const second = await execute((x) => ran.push(x), { name: "kept" });
  expect(ran).toEqual([]);
  expect(second.trials.map(({ result }) => result)).toEqual(first.trials.map((it) => it.result));
});

test("results from elsewhere are imported", async () => {
  const plan = numbers(3);
  const known = (await execute((x) => x, { plan, name: "here" })).trials.slice(0, 2);
  const sweep = createSweep({ kind: "test", name: "n", config: { name: "there" }, plan });
  const moved = known.map((trial) => ({
    ...trial,
    id: trial.id.replace(/^./, "0"),
    config: { y: 1 },
  }));
  expect(sweep.id).not.toBe(known[0]!.id);
  const ran: number[] = [];
  await execute((x) => ran.push(x), { plan, name: "there", finished: moved });
  expect(ran.sort()).toEqual([0, 1, 2]);
});

test("a crash is tried again twice, and then is a dead letter with its log", async () => {
  const attempts = new Map<number, number>();
  const { trials } = await execute((x) => {
    attempts.set(x, (attempts.get(x) ?? 0) + 1);
    if (x === 1 || (x === 3 && attempts.get(x)! < 3)) throw new Error(`broken ${x}`);
    return x;
  });
  expect(attempts.get(1)).toBe(3);
  expect(trials.map(({ result, error }) => error ?? result)).toEqual([0, "broken 1", 2, 3, 4]);
  const dead = await database.query<{ data: { log: string } }>(
    "select data from pgboss.job where name = 'ebm-dead'",
  );
  expect(dead.map(({ data }) => data.log)).toEqual(["broken 1"]);
});

test("trials that follow are decided with the result, and only once", async () => {
  const plan: Plan = {
    ...numbers(4),
    next: (cohort) => {
      const done = cohort.filter(({ rung, result }) => rung === 0 && result !== undefined);
      if (done.length < 4) return [];
      const best = done.toSorted((a, b) => (b.result as number) - (a.result as number))[0]!;
      return [{ number: best.number, config: { x: 100 + xOf(best.config) }, rung: 1 }];
    },
  };
  const { trials } = await execute((x) => x, { plan, workers: 3 });
  expect(trials.map(({ rung, result }) => [rung, result])).toEqual([
    [0, 0],
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 103],
  ]);
});

test("a zombie's late result changes nothing", async () => {
  const plan = numbers(1);
  const sweep = createSweep({ kind: "zombie", name: "n", config: {}, plan });
  const stop = new AbortController();
  const events: WorkerEvent[] = [];
  let release = (_: Json): void => {};
  const first = new Promise<Json>((resolve) => {
    release = resolve;
  });
  let runs = 0;
  const kind: Kind = {
    run: async () => ({ result: runs++ === 0 ? await first : "second" }),
    plan: () => plan,
  };
  // no beats arrive, as from a frozen process
  const silent: Queue = { ...queue, beat: async () => true };
  const worker = () =>
    runWorker({
      database,
      queue: silent,
      kinds: { zombie: kind },
      signal: stop.signal,
      onEvent: (event) => events.push(event),
    });
  const workers = [worker(), worker()];
  const trials: FinishedTrial[] = [];
  const executing = postgresExecutor({ url: server.url }).execute(sweep, {
    signal: new AbortController().signal,
    onFinish: (trial) => void trials.push(trial),
  });
  while (runs === 0) await wait(20);
  // as if more than 10 seconds had passed
  await database.query(
    "update pgboss.job set heartbeat_on = now() - interval '1 hour' where name = 'ebm-trial' and state = 'active'",
  );
  await queue.supervise();
  await executing;
  release("first");
  while (!events.some(({ event }) => event === "lost")) await wait(20);
  stop.abort();
  await Promise.all(workers);
  expect(trials.map(({ result }) => result)).toEqual(["second"]);
  const rows = await database.query("select result from ebm.trial where sweep = $1", [sweep.id]);
  expect(rows).toEqual([{ result: "second" }]);
});

test("a worker that is stopped gives its trial back at once", async () => {
  const plan = numbers(1);
  const sweep = createSweep({ kind: "back", name: "n", config: {}, plan });
  let runs = 0;
  const kind: Kind = {
    run: async (_, { signal }) => {
      if (runs++ > 0) return { result: "done" };
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    },
    plan: () => plan,
  };
  const [one, two] = [new AbortController(), new AbortController()];
  const start = (signal: AbortSignal) =>
    runWorker({ database, queue, kinds: { back: kind }, signal });
  const first = start(one.signal);
  const executing = postgresExecutor({ url: server.url }).execute(sweep, {
    signal: new AbortController().signal,
  });
  while (runs === 0) await wait(20);
  one.abort();
  await first;
  const second = start(two.signal);
  await executing;
  expect(runs).toBe(2);
  two.abort();
  await second;
});
