import "@tensorflow/tfjs-backend-cpu";
import { foldIn, key, uniform } from "@ebm/core";
import { type Feeds, train } from "@ebm/engine";
import { initMlpEnergy, type MlpEnergyParams, mlpEnergy } from "@ebm/nn";
import { adam } from "@ebm/optim";
import {
  denseEnergy,
  type NeighborEnergy,
  type NeighborSampler,
  ratioMatchingLoss,
  type SampledRatioMatchingOptions,
  sampledRatioMatchingLoss,
  squaredRatio,
  systematic,
  withoutReplacement,
} from "@ebm/rmwggis";
import * as tf from "@tensorflow/tfjs-core";
import { interleave } from "./interleave.js";

const [BATCH, SAMPLES, HIDDEN] = [128, 10, 256];

type Batch = { readonly x: tf.Tensor2D; readonly uniforms: tf.Tensor2D };

interface Method {
  readonly energy: (params: MlpEnergyParams) => NeighborEnergy;
  /** Of all neighbours, if not given. */
  readonly options?: SampledRatioMatchingOptions & { readonly sampler: NeighborSampler };
  /** About what a step takes. */
  readonly megabytes: (dim: number) => number;
}

const writtenOut = (params: MlpEnergyParams): NeighborEnergy =>
  denseEnergy(mlpEnergy(params).energy);
/** Of floats, for neighbours that hold `each` in the forward and the backward pass. */
const megabytesOf = (neighbors: number, each: number): number =>
  (4 * BATCH * neighbors * each) / 2 ** 20;

const corrected = { sampler: systematic(SAMPLES) };
const published = {
  sampler: withoutReplacement(SAMPLES),
  objective: squaredRatio(),
  guidance: 1,
  estimator: "unweighted",
} as const;

/** Ways to make the same step. */
export const methods: Readonly<Record<string, Method>> = {
  "full, written out": {
    energy: writtenOut,
    megabytes: (dim) => megabytesOf(dim, 28 * HIDDEN + 2 * dim),
  },
  full: { energy: mlpEnergy, megabytes: (dim) => megabytesOf(dim, 28 * HIDDEN) },
  "sampled, written out": {
    energy: writtenOut,
    options: corrected,
    megabytes: (dim) => megabytesOf(SAMPLES, 28 * HIDDEN + 4 * dim),
  },
  sampled: {
    energy: mlpEnergy,
    options: corrected,
    megabytes: (dim) => megabytesOf(SAMPLES, 28 * HIDDEN) + megabytesOf(1, 10 * dim),
  },
  "sampled, weighted": {
    energy: mlpEnergy,
    options: { ...corrected, estimator: "weighted" },
    megabytes: (dim) => megabytesOf(SAMPLES, 28 * HIDDEN) + megabytesOf(1, 10 * dim),
  },
  "sampled, as published": {
    energy: mlpEnergy,
    options: published,
    megabytes: (dim) => megabytesOf(SAMPLES, 28 * HIDDEN) + megabytesOf(1, 10 * dim),
  },
};

const [name, dim, rounds] = process.argv.slice(2);
if (name && name in methods) await measure(methods[name]!, Number(dim), Number(rounds));

/** Writes the median ms of a step, and the peak MB of this process. */
async function measure({ energy, options }: Method, dim: number, rounds: number): Promise<void> {
  tf.enableProdMode();
  await tf.setBackend("cpu");
  const loss = (params: MlpEnergyParams, { x, uniforms }: Batch): tf.Scalar =>
    options
      ? sampledRatioMatchingLoss(energy(params), { x, uniforms }, options)
      : tf.add(ratioMatchingLoss(energy(params), { x }), tf.mul(0, tf.sum(uniforms)));

  const noiseDim = options?.sampler.noiseDim(dim) ?? 1;
  const uniforms = { data: new Float32Array(BATCH * noiseDim), shape: [BATCH, noiseDim] };
  const x = { data: uniform(key(1), BATCH * dim).map(Math.round), shape: [BATCH, dim] };
  const run = train({
    loss,
    params: initMlpEnergy({ key: key(2), sizes: [dim, HIDDEN, HIDDEN, HIDDEN] }),
    optimizer: adam({ learningRate: 5e-4 }),
    batches: (step): Feeds => {
      uniform(foldIn(key(3), step), uniforms.data);
      return { x, uniforms };
    },
    steps: Infinity,
  });
  const iterator = run[Symbol.asyncIterator]();
  const contender = { name: "step", run: async () => void (await iterator.next()), repeats: 1 };
  const ms = (await interleave([contender], rounds)).get("step")!;
  process.stdout.write(`${ms} ${process.resourceUsage().maxRSS / 1024}`);
}
