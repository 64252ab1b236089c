import { defensive, foldIn, type Key, key, normal, type Proposal, split, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import { annealedImportanceSampling, mala, sigmoidSchedule } from "@ebm/samplers";
import {
  fitGaussian,
  fitGaussianMixture,
  fitStudentT,
  gaussian,
  gaussianMixture,
  logNormalizerEstimate,
  studentT,
} from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import type { CellContext, Metrics } from "../../../studies/study.js";
import { drawTarget, LOG_Z, targetEnergy } from "./dimension-target.js";

/** An estimator of a known log Z in many dimensions, applied repeatedly. */
export type DimensionCell = {
  readonly seed: number;
  readonly dim: number;
  readonly estimator: EstimatorName;
  readonly repeats: number;
  /** Evaluations of the energy, or of its gradient, for one estimate. */
  readonly evaluations: number;
};

export type EstimatorName =
  | "gaussian"
  | "gaussian × 1.5"
  | "student-t"
  | "mixture of 20"
  | "defensive mixture of 20"
  | "AIS from the gaussian";

type LogWeights = (key: Key) => Promise<ArrayLike<number>>;

/** Number of samples of the target that proposals are fitted to. */
const FITTED = 5000;
const TEMPERATURES = 50;

/** Measures bias and spread of log Ẑ, and of Ẑ / Z, over repeats. */
export async function runDimensionCell(
  cell: DimensionCell,
  { signal }: CellContext,
): Promise<Metrics> {
  const { dim, repeats, evaluations } = cell;
  const [forPoints, forFit, forDraws] = split(key(cell.seed), 3);
  const points = drawTarget(forPoints, { dim, count: FITTED });
  const { logWeights, dispose } =
    cell.estimator === "AIS from the gaussian"
      ? annealed(gaussian(fitGaussian(points)), evaluations)
      : plain(fit(cell.estimator, { points, key: forFit }), evaluations);
  const errors: number[] = [];
  for (let i = 0; i < repeats; i++) {
    signal.throwIfAborted();
    const { logNormalizer } = logNormalizerEstimate([await logWeights(foldIn(forDraws, i))]);
    errors.push(logNormalizer - LOG_Z);
  }
  await dispose();
  const mean = (values: readonly number[]): number =>
    values.reduce((a, b) => a + b, 0) / values.length;
  const spread = (values: readonly number[]): number =>
    Math.sqrt(values.reduce((sum, x) => sum + (x - mean(values)) ** 2, 0) / (values.length - 1));
  const ratios = errors.map(Math.exp);
  return {
    bias: mean(errors),
    biasError: spread(errors) / Math.sqrt(repeats),
    deviation: spread(errors),
    ratio: mean(ratios),
    ratioDeviation: spread(ratios),
  };
}

function fit(
  name: EstimatorName,
  { points, key }: { readonly points: Matrix; readonly key: Key },
): Proposal {
  const wide = (): Proposal => gaussian(fitGaussian(points, { scale: 1.5 }));
  const mixture = (): Proposal =>
    gaussianMixture(fitGaussianMixture(points, { components: 20, key, covariance: "diagonal" }));
  if (name === "gaussian × 1.5") return wide();
  if (name === "student-t") return studentT(fitStudentT(points));
  if (name === "mixture of 20") return mixture();
  if (name === "defensive mixture of 20") {
    return defensive({ proposal: mixture(), wide: wide() }, { stratified: true });
  }
  return gaussian(fitGaussian(points));
}

interface Estimator {
  readonly logWeights: LogWeights;
  readonly dispose: () => Promise<void>;
}

/** Estimates by importance sampling. */
function plain(proposal: Proposal, draws: number): Estimator {
  const energy = targetEnergy(proposal.dim);
  const run = compile(({ normals }: { normals: tf.Tensor2D }) => {
    const y = proposal.sample(normals);
    return tf.neg(tf.add(energy(y), proposal.logProb(y)));
  });
  return {
    logWeights: async (sampleKey) => {
      const shape = [draws, proposal.noiseDim] as const;
      const normals = { data: normal(sampleKey, shape[0] * shape[1]), shape };
      return (await run({ normals })).output.data;
    },
    dispose: run.dispose,
  };
}

/**
 * Estimates by annealed importance sampling with as many evaluations. A step of a chain takes
 * three.
 */
function annealed(base: Proposal, evaluations: number): Estimator {
  const { dim } = base;
  const chains = Math.max(1, Math.round(evaluations / (3 * TEMPERATURES)));
  const target = targetEnergy(dim);
  const betas = { data: sigmoidSchedule(TEMPERATURES), shape: [TEMPERATURES + 1] };
  type Inputs = {
    readonly first: tf.Tensor2D;
    readonly betas: tf.Tensor1D;
    readonly normals: tf.Tensor3D;
    readonly uniforms: tf.Tensor2D;
  };
  const run = compile(({ first, betas, normals, uniforms }: Inputs) => {
    const { logWeights } = annealedImportanceSampling({
      base: (x: tf.Tensor2D) => tf.neg(base.logProb(x)),
      target,
      chain: (energy) => mala(energy, { stepSize: 0.35 * dim ** (-1 / 3) }),
      x: base.sample(first),
      betas,
      noise: { normals, uniforms },
    });
    return logWeights;
  });
  return {
    logWeights: async (sampleKey) => {
      const [a, b, c] = split(sampleKey, 3);
      const first = { data: normal(a, chains * dim), shape: [chains, dim] };
      const steps = TEMPERATURES * chains;
      const normals = { data: normal(b, steps * dim), shape: [TEMPERATURES, chains, dim] };
      const uniforms = { data: uniform(c, steps), shape: [TEMPERATURES, chains] };
      return (await run({ first, betas, normals, uniforms })).output.data;
    },
    dispose: run.dispose,
  };
}
