import "@tensorflow/tfjs-backend-cpu";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { key, normal, uniform } from "@ebm/core";
import { initMlp, mlp } from "@ebm/nn";
import { exportModel } from "@ebm/onnx-export";
import { hypercube } from "@ebm/structures";
import * as tf from "@tensorflow/tfjs-core";
import { type Answer, client } from "./http-client.js";
import { startServe } from "./start-serve.js";

// Measures `ebm serve` under load. The server runs in one process, and clients in this one send
// requests as fast as it answers, with 1 and with 64 rows in turn. One request in a hundred is
// invalid. SIGTERM ends the server.

const [FEATURES, LABELS, CLIENTS, ROUND] = [103, 14, 16, 5];
const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "20" },
    workers: { type: "string", default: "1" },
  },
});
const seconds = Number(options.seconds);

const scores = initMlp({ key: key(1), sizes: [FEATURES, 128, 128, LABELS] });
const structure = hypercube(LABELS);
const theta = (x: tf.Tensor2D): tf.Tensor2D => mlp(scores, x);
const { "log-prob.onnx": model } = exportModel(
  {
    features: FEATURES,
    dim: LABELS,
    logSize: structure.logSize,
    energy: ({ x, y }) => tf.neg(tf.sum(tf.mul(theta(x), y), 1)),
    logPartition: ({ x }) => tf.sub(structure.logPartition(theta(x)), structure.logSize),
    normalizer: "exact",
  },
  { method: "none", structure: structure.name, dataset: "noise" },
);

const served = await startServe(model, ["--workers", options.workers]);
const { server, url } = served;
const residentMb = (): string => served.memory().server.toFixed(1);
const bodies = new Map([1, 64].map((rows) => [rows, body(rows)]));
const answers = new Map([...bodies.keys()].map((rows) => [rows, [] as Answer[]]));
const spent = new Map([...bodies.keys()].map((rows) => [rows, 0]));
const failures = new Map<string, number>();
const clients = Array.from({ length: CLIENTS }, () => client(`${url}/run`));
let requests = 0;

for (const text of bodies.values()) await ask(text, 2000); // waits until everything is compiled
console.log(`| after s | resident MB |\n|---|---|\n| 0 | ${residentMb()} |`);
const begin = performance.now();
let told = begin;
while (performance.now() < begin + 1000 * seconds) {
  for (const [rows, text] of bodies) {
    const from = performance.now();
    answers.get(rows)!.push(...(await ask(text, 1000 * Math.min(ROUND, seconds / 2))));
    spent.set(rows, spent.get(rows)! + performance.now() - from);
  }
  if (performance.now() < told + 100 * seconds) continue;
  told = performance.now();
  console.log(`| ${((told - begin) / 1000).toFixed(0)} | ${residentMb()} |`);
}

console.log("\n| rows a request | requests/s | rows/s | p50 ms | p99 ms | slowest ms |");
console.log("|---|---|---|---|---|---|");
for (const [rows, all] of answers) {
  const rate = (1000 * all.length) / spent.get(rows)!;
  const times = all.map(({ ms }) => ms).sort((a, b) => a - b);
  const quantile = (share: number): string =>
    times[Math.floor(share * (times.length - 1))]!.toFixed(2);
  const told = [
    rate.toFixed(0),
    (rate * rows).toFixed(0),
    quantile(0.5),
    quantile(0.99),
    quantile(1),
  ];
  console.log(`| ${rows} | ${told.join(" | ")} |`);
}

const last = ask(bodies.get(1)!, 10_000);
const ended = once(server, "exit");
setTimeout(() => server.kill("SIGTERM"), 500);
const answered = (await last).filter(({ status }) => status === 200).length;
const [code] = await ended;
console.log(`\nSIGTERM: ${answered} pending requests answered, exit code ${code}.`);
console.log(`Wrong answers: ${JSON.stringify(Object.fromEntries(failures))}.`);
if (failures.size > 0 || code !== 0) process.exitCode = 1;

/**
 * Sends requests for a while, or until the server has closed. One in a hundred is invalid, and must
 * be refused.
 */
async function ask(text: string, ms: number): Promise<Answer[]> {
  const good: Answer[] = [];
  const until = performance.now() + ms;
  await Promise.all(
    clients.map(async (post) => {
      while (performance.now() < until) {
        const broken = requests++ % 100 === 99;
        const answer = await post(broken ? text.slice(0, -3) : text);
        if (answer.status === "ECONNREFUSED") return;
        if (answer.status === (broken ? 400 : 200)) good.push(answer);
        else failures.set(`${answer.status}`, (failures.get(`${answer.status}`) ?? 0) + 1);
      }
    }),
  );
  return good;
}

function body(rows: number): string {
  const list = (width: number, data: Float32Array): number[][] =>
    Array.from({ length: rows }, (_, i) => [...data.subarray(i * width, (i + 1) * width)]);
  const x = list(FEATURES, normal(key(2), rows * FEATURES));
  const y = list(LABELS, uniform(key(3), rows * LABELS).map(Math.round));
  return JSON.stringify({ x, y });
}
