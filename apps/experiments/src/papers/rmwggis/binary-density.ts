import { foldIn, key, normal, split, uniform } from "@ebm/core";
import { loadBinary, type Matrix, takeRows } from "@ebm/datasets";
import type { Training } from "@ebm/engine";
import { binaryStates, enumeratedLikelihood } from "@ebm/metrics";
import { type RbmParams, rbmEnergy } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { CellContext, Metrics } from "../../studies/study.js";
import { optimizer } from "../../training/optimizer.js";
import { trainToEnd } from "../../training/train-to-end.js";
import { annealedBracket } from "./annealed-bracket.js";
import { type RatioMatchingMethodName, ratioMatchingMethod } from "./ratio-matching-method.js";
import { ratioMatchingTraining } from "./ratio-matching-training.js";

/** A restricted Boltzmann machine of a set of binary variables, with its hidden bits summed out. */
export type BinaryDensityCell = {
  readonly seed: number;
  readonly dataset: string;
  readonly method: RatioMatchingMethodName;
  readonly neighbors: number;
  readonly hidden: number;
  readonly batchSize: number;
  readonly steps: number;
  readonly learningRate: number;
  readonly l2: number;
  /** Number of temperatures of annealed importance sampling. None if states can be enumerated. */
  readonly chains: number;
  readonly temperatures: number;
};

/** The largest number of bits whose states are all summed over. */
const ENUMERABLE = 17;

/** Trains on the training rows, and evaluates the test rows once. */
export async function runBinaryDensityCell(
  cell: BinaryDensityCell,
  { fetch, signal }: CellContext,
): Promise<Metrics> {
  const { train, test } = await loadBinary(cell.dataset, fetch);
  const [count, dim] = train.shape;
  const [first, order, noise, forChains] = split(key(cell.seed), 4);
  const bias = logits(train);
  const training = ratioMatchingTraining<RbmParams>({
    method: ratioMatchingMethod(cell.method, cell),
    energy: rbmEnergy,
    params: {
      weight: tf.tensor2d(
        normal(first, dim * cell.hidden).map((z) => 0.05 * z),
        [dim, cell.hidden],
      ),
      visibleBias: tf.tensor1d(bias),
      hiddenBias: tf.zeros([cell.hidden]),
    },
    optimizer: optimizer({ ...cell, decays: (path) => path === "weight", clipNorm: 1 }),
    rows(step) {
      const uniforms = uniform(foldIn(order, step), cell.batchSize);
      return takeRows(
        train,
        uniforms.map((u) => Math.floor(u * count)),
      );
    },
    key: noise,
    steps: cell.steps,
  });
  const { run } = await trainToEnd(training, { signal });
  try {
    const independent = -meanLogLikelihood(test, bias);
    const energies = await energiesOf(run, test);
    if (dim <= ENUMERABLE) {
      const states = await energiesOf(run, binaryStates(dim));
      const { logPartition } = enumeratedLikelihood({ energies: states, rows: test });
      const nll = mean(energies) + logPartition;
      return { independent, nll, nllForward: nll, nllReverse: nll };
    }
    const bracket = await annealedBracket({
      run,
      bias,
      rows: train,
      key: forChains,
      signal,
      ...cell,
    });
    return {
      independent,
      nll: mean(energies) + Math.max(bracket.forward, bracket.reverse),
      nllForward: mean(energies) + bracket.forward,
      nllReverse: mean(energies) + bracket.reverse,
      forwardSampleSize: bracket.forwardSampleSize,
      reverseSampleSize: bracket.reverseSampleSize,
    };
  } finally {
    await run.dispose();
  }
}

async function energiesOf(run: Training<RbmParams>, x: Matrix): Promise<Float32Array> {
  const energyOf = run.compile((params, { x }: { x: tf.Tensor2D }) => ({
    energy: rbmEnergy(params).energy(x),
  }));
  return (await energyOf({ x })).energy.data;
}

/** Computes log p/(1 − p) of the means of the bits, with half a row added to each side. */
function logits({ data, shape: [rows, columns] }: Matrix): Float32Array {
  const ones = new Float64Array(columns);
  for (let i = 0; i < data.length; i++) ones[i % columns] = ones[i % columns]! + data[i]!;
  return Float32Array.from(ones, (count) => Math.log((count + 0.5) / (rows - count + 0.5)));
}

/** Computes the energy of independent bits with these logits. */
function meanLogLikelihood({ data, shape: [rows, columns] }: Matrix, bias: Float32Array): number {
  const logZ = bias.reduce((sum, b) => sum + Math.log1p(Math.exp(b)), 0);
  const sum = data.reduce((sum, bit, i) => sum + bit * bias[i % columns]!, 0);
  return sum / rows - logZ;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
