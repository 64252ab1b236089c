import "@tensorflow/tfjs-backend-cpu";
import { createInterface } from "node:readline";
import { key, split, uniform } from "@ebm/core";
import { train } from "@ebm/engine";
import { initMlpEnergy, type MlpEnergyParams, mlpEnergy } from "@ebm/nn";
import { adam } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import {
  type RatioMatchingBatch,
  type RatioMatchingMethodName,
  ratioMatchingMethod,
} from "./ratio-matching-method.js";

/** The size and method of a step. */
export type CostTask = {
  readonly dim: number;
  readonly batchSize: number;
  readonly hidden: readonly number[];
  readonly neighbors: number;
};

// Makes the number of steps on each line of stdin, and answers with their cost: see cost.ts.
tf.enableProdMode();
const [method, task] = process.argv.slice(2) as [RatioMatchingMethodName, string];
const { dim, batchSize, hidden, neighbors }: CostTask = JSON.parse(task);
const [first, forBits, noise] = split(key(0), 3);
const { loss, noiseDim } = ratioMatchingMethod(method, { neighbors });

const columns = noiseDim(dim);
const x = { data: uniform(forBits, batchSize * dim).map(Math.round), shape: [batchSize, dim] };
const uniforms = { data: uniform(noise, batchSize * columns), shape: [batchSize, columns] };
const run = train<MlpEnergyParams, RatioMatchingBatch>({
  loss: (params, batch) => loss(mlpEnergy(params), batch),
  params: initMlpEnergy({ key: first, sizes: [dim, ...hidden] }),
  // small, so that each step does the same work as the first
  optimizer: adam({ learningRate: 1e-6, clipNorm: 1 }),
  batches: () => (columns > 0 ? { x, uniforms } : { x }),
  steps: Number.POSITIVE_INFINITY,
});
const steps = run[Symbol.asyncIterator]();

for await (const line of createInterface(process.stdin)) {
  const count = Number(line);
  const start = performance.now();
  for (let i = 0; i < count; i++) await steps.next();
  const ms = (performance.now() - start) / count;
  // the peak resident memory so far, in kB on Linux
  const peakMb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ ms, peakMb })}\n`);
}
process.exit();
