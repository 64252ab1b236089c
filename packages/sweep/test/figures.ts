import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createSweep, trialOf } from "../src/index.js";
import { insertSweep, insertTrials } from "../src/postgres/store.js";
import { migrate, openDatabase, openQueue, privatePostgres, runWorker } from "../src/postgres.js";

// Prints one table of how fast the queue is with a million trials:
//   pnpm figures:sweep --trials 1000000 --seconds 20

const { values } = parseArgs({
  options: {
    trials: { type: "string", default: "1000000" },
    seconds: { type: "string", default: "20" },
    "database-url": { type: "string" },
  },
});
const count = Number(values.trials);
const seconds = Number(values.seconds);
const directory = await mkdtemp(join(tmpdir(), "ebm-figures-"));
const url = values["database-url"];
const server = url === undefined ? await privatePostgres(directory) : undefined;
const database = openDatabase(url ?? server!.url, { connections: 4 });
await migrate(database);
const queue = await openQueue(database);
const rows: (readonly [what: string, figure: string])[] = [];
const { query } = database;
const [version] = await query<{ server_version: string }>("show server_version");
rows.push(["PostgreSQL", version!.server_version]);
rows.push(["cores, and load before", `${availableParallelism()}, ${loadavg()[0]!.toFixed(1)}`]);

const plan = { first: () => [] };
const sweep = createSweep({ kind: "none", name: "figures", config: { at: Date.now() }, plan });
await insertSweep(query, sweep);
let start = performance.now();
for (let from = 0; from < count; from += 5000) {
  const size = Math.min(5000, count - from);
  const trials = Array.from({ length: size }, (_, i) =>
    trialOf(sweep, {
      number: from + i,
      config: { learningRate: from + i, hidden: [64, 64], seed: 0 },
    }),
  );
  await insertTrials(query, sweep.id, trials);
}
rows.push([`insert of ${count} trials`, `${((performance.now() - start) / 1000).toFixed(1)} s`]);
await query("analyze ebm.trial");
const [size] = await query<{ bytes: string }>(
  "select pg_total_relation_size('ebm.trial') as bytes",
);
rows.push(["their table", `${Math.round(Number(size!.bytes) / 1e6)} MB`]);

for (const workers of [1, 4, 16]) {
  const stop = new AbortController();
  let done = 0;
  const fetches: number[] = [];
  const kinds = {
    none: {
      run: async () => ({ result: { test: { nll: 1.25, f1: 60 }, step: 100 } }),
      plan: () => plan,
    },
  };
  const connections = Array.from({ length: workers }, () =>
    openDatabase(url ?? server!.url, { connections: 2 }),
  );
  const queues = await Promise.all(connections.map(openQueue));
  start = performance.now();
  const running = connections.map((connection, i) =>
    runWorker({
      database: connection,
      queue: {
        ...queues[i]!,
        async fetch() {
          const began = performance.now();
          const claim = await queues[i]!.fetch();
          if (claim) fetches.push(performance.now() - began);
          return claim;
        },
      },
      kinds,
      signal: stop.signal,
      onEvent: ({ event }) => {
        if (event === "end") done++;
      },
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  const elapsed = (performance.now() - start) / 1000;
  const rate = done / elapsed;
  stop.abort();
  await Promise.all(running);
  for (const each of queues) await each.close();
  for (const each of connections) await each.close();
  fetches.sort((a, b) => a - b);
  const at = (share: number): string => fetches[Math.floor(share * fetches.length)]!.toFixed(1);
  rows.push([`${workers} workers: trials that end per second`, rate.toFixed(0)]);
  rows.push([`${workers} workers: fetch p50, p95`, `${at(0.5)}, ${at(0.95)} ms`]);
}
const [jobs] = await query<{ count: number }>(
  "select count(*)::int as count from pgboss.job where name = 'ebm-trial' and state < 'active'",
);
rows.push(["jobs in the queue at the end", String(jobs!.count)]);
const text = [
  "| figure | value |",
  "| --- | --- |",
  ...rows.map(([what, figure]) => `| ${what} | ${figure} |`),
];
process.stdout.write(`${text.join("\n")}\n`);
await queue.close();
await database.close();
await server?.stop();
await rm(directory, { recursive: true, force: true });
