import {
  capped,
  cappedForSize,
  chiSquared,
  defensive,
  jensenShannon,
  kl,
  logPartitionBound,
  tempered,
} from "@ebm/core";
import { divergences as kinds } from "@ebm/core/testing";
import {
  adjacentSwaps,
  antithetic,
  compositeLikelihoodLoss,
  contrastiveDivergenceLoss,
  controlVariate,
  densityRatio,
  exactNll,
  fenchelYoungLoss,
  fermiDirac,
  flips,
  jointPartitionLoss,
  logPartitionLoss,
  logProb,
  meanField,
  minMaxLoss,
  plackettLuce,
  productBernoulli,
  quadratic,
  rankingNceLoss,
} from "@ebm/joint-partition";
import * as tf from "@tensorflow/tfjs-core";
import { type Case, exact, smooth } from "./case.js";
import { drawsOf } from "./draws-of.js";

const { normals, uniforms } = drawsOf(1);

const divergences = [
  ...kinds,
  capped(kl(), 3),
  tempered(chiSquared(), 8),
  cappedForSize(jensenShannon(), 3),
];

type Scores = { readonly scores: tf.Tensor2D };
const scores = normals(6, 4);

const proposals = {
  productBernoulli: (u: tf.Tensor2D) => productBernoulli(u),
  "productBernoulli, smooth": (u: tf.Tensor2D) => productBernoulli(u, { smoothing: 0.1 }),
  plackettLuce,
  "defensive plackettLuce": (u: tf.Tensor2D) =>
    defensive({ proposal: plackettLuce(u), wide: plackettLuce(tf.zeros([1, 4])) }),
};

/** Computes −⟨u, μ⟩ + ½(Σμ)². */
const relaxed =
  (u: tf.Tensor2D) =>
  (mu: tf.Tensor2D): tf.Tensor1D =>
    tf.sub(tf.mul(0.5, tf.square(tf.sum(mu, 1))), tf.sum(tf.mul(u, mu), 1));

type Inputs = {
  readonly dataEnergy: tf.Tensor1D;
  readonly sampleEnergy: tf.Tensor2D;
  readonly logPartition: tf.Tensor1D;
};

export const lossCases: readonly Case[] = [
  ...divergences.flatMap((divergence) => [
    smooth<Inputs>(
      `jointPartitionLoss, ${divergence.name}`,
      (inputs) => jointPartitionLoss(inputs, { divergence }),
      { dataEnergy: normals(6), sampleEnergy: normals(6, 8), logPartition: normals(6) },
    ),
    smooth<Omit<Inputs, "dataEnergy">>(
      `densityRatio, ${divergence.name}`,
      (inputs) => densityRatio(inputs, { divergence }),
      { sampleEnergy: normals(6, 8), logPartition: normals(6) },
    ),
  ]),
  smooth<{ w: tf.Tensor2D; tau: tf.Tensor1D }>(
    "logPartitionBound",
    ({ w, tau }) => logPartitionBound(w, tau),
    { w: normals(6, 8), tau: normals(6) },
  ),
  smooth<{ energy: tf.Tensor1D; logPartition: tf.Tensor1D }>(
    "logProb",
    (inputs) => tf.exp(logProb({ ...inputs, logPrior: -2 })),
    { energy: normals(6), logPartition: normals(6) },
  ),
  ...divergences.map((divergence) =>
    smooth<Required<Inputs> & { sampleLogWeights: tf.Tensor2D }>(
      `jointPartitionLoss, weighted, ${divergence.name}`,
      (inputs) => jointPartitionLoss(inputs, { divergence }),
      { dataEnergy: normals(6), sampleEnergy: normals(6, 8), logPartition: normals(6) },
      { sampleLogWeights: normals(1, 8) },
    ),
  ),
  smooth<Omit<Inputs, "dataEnergy"> & { sampleLogWeights: tf.Tensor2D }>(
    "logPartitionLoss",
    (inputs) => logPartitionLoss(inputs),
    { sampleEnergy: normals(6, 8), logPartition: normals(6), sampleLogWeights: normals(6, 8) },
  ),
  smooth<{
    controlEnergy: tf.Tensor2D;
    controlLogPartition: tf.Tensor1D;
    logPartition: tf.Tensor1D;
  }>("controlVariate", (inputs) => controlVariate(inputs), {
    controlEnergy: normals(6, 8),
    controlLogPartition: normals(6),
    logPartition: normals(6),
  }),
  smooth<{ dataEnergy: tf.Tensor1D; exactLogPartition: tf.Tensor1D }>(
    "exactNll",
    (inputs) => exactNll(inputs),
    { dataEnergy: normals(6), exactLogPartition: normals(6) },
  ),
  smooth<{ dataEnergy: tf.Tensor1D; sampleEnergy: tf.Tensor2D }>(
    "contrastiveDivergenceLoss given x",
    (inputs) => contrastiveDivergenceLoss(inputs),
    { dataEnergy: normals(6), sampleEnergy: normals(6, 8) },
  ),
  smooth<{ dataEnergy: tf.Tensor1D; sampleEnergy: tf.Tensor2D; sampleLogProb: tf.Tensor2D }>(
    "minMaxLoss",
    (inputs) => minMaxLoss({ ...inputs, logPrior: -2 }),
    { dataEnergy: normals(6), sampleEnergy: normals(6, 8), sampleLogProb: normals(6, 8) },
  ),
  smooth<{ dataEnergy: tf.Tensor1D; neighborEnergy: tf.Tensor2D }>(
    "compositeLikelihoodLoss",
    (inputs) => compositeLikelihoodLoss(inputs),
    { dataEnergy: normals(6), neighborEnergy: normals(6, 8) },
  ),
  smooth<{ dataEnergy: tf.Tensor1D; sampleEnergy: tf.Tensor2D }>(
    "rankingNceLoss given x",
    (inputs) => rankingNceLoss(inputs),
    { dataEnergy: normals(6), sampleEnergy: normals(6, 8) },
  ),
  ...[fermiDirac(), quadratic()].map((regularizer) =>
    smooth<Scores & { y: tf.Tensor2D }>(
      `fenchelYoungLoss, ${regularizer.name}`,
      ({ scores, y }) => {
        const energy = relaxed(scores);
        const mu = regularizer.argmax(meanField(energy, scores, { regularizer, steps: 5 }));
        const [dataEnergy, relaxedEnergy] = [energy(y), energy(mu)];
        return fenchelYoungLoss({ y, dataEnergy, relaxed: mu, relaxedEnergy }, { regularizer });
      },
      { scores, y: uniforms(6, 4) },
    ),
  ),
  ...Object.entries(proposals).flatMap(([name, of]) => [
    exact<Scores & { u: tf.Tensor3D }>(
      `${name}.sample`,
      ({ scores, u }) => of(scores).sample(tf.slice(u, [0, 0, 0], [-1, -1, of(scores).noiseDim])),
      { scores, u: uniforms(6, 3, 5) },
    ),
    smooth<Scores & { u: tf.Tensor3D }>(
      `${name}.logProb`,
      ({ scores, u }) => {
        const { noiseDim, sample, logProb } = of(scores);
        return logProb(sample(tf.slice(u, [0, 0, 0], [-1, -1, noiseDim])));
      },
      { scores, u: uniforms(6, 3, 5) },
    ),
  ]),
  exact<{ u: tf.Tensor3D }>("antithetic", ({ u }) => antithetic(u), { u: uniforms(6, 3, 4) }),
  exact<{ y: tf.Tensor2D }>("flips", ({ y }) => flips(tf.step(tf.sub(y, 0.5))), {
    y: uniforms(6, 4),
  }),
  exact<{ y: tf.Tensor2D }>("adjacentSwaps", ({ y }) => adjacentSwaps(y), { y: uniforms(6, 4) }),
];
