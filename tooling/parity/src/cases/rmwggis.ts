import type { NeighborEnergy } from "@ebm/core";
import { isingEnergy, latticeEnergy, mlpEnergy, rbmEnergy } from "@ebm/nn";
import {
  bitFlips,
  categoryChanges,
  consistentRatio,
  contrastiveLoss,
  denseEnergy,
  estimators,
  hyvarinen,
  likelihoodLoss,
  neighborSamplers,
  pseudoLikelihoodLoss,
  ratioMatchingLoss,
  sampledRatioMatchingLoss,
  squaredRatio,
  systematic,
} from "@ebm/rmwggis";
import * as tf from "@tensorflow/tfjs-core";
import { type Case, smooth } from "./case.js";
import { drawsOf } from "./draws-of.js";

const { normals, uniforms } = drawsOf(9);

const [BATCH, DIM, SAMPLES] = [5, 9, 3];

type Inputs = {
  /** Numbers below ½ become the bit 1. */
  readonly u: tf.Tensor2D;
  readonly noise: tf.Tensor2D;
};
/** All parameters in one vector, because bias gradients nearly cancel between x and its neighbors. */
type Weights = { readonly p: tf.Tensor2D };
type All = Inputs & Weights;

const weights = (units = 4) => ({ p: normals(DIM + 2, units) });
const row = (p: tf.Tensor2D, at: number): tf.Tensor1D =>
  tf.squeeze(tf.slice(p, [at, 0], [1, -1]), [0]);
const first = (p: tf.Tensor2D): tf.Tensor2D => tf.mul(tf.slice(p, 0, DIM), 0.5);
const bitsOf = ({ u }: Inputs): tf.Tensor2D => tf.cast(tf.less(u, 0.5), "float32");
const oneHotsOf = ({ u }: Inputs): tf.Tensor2D => {
  const [batch] = u.shape;
  const largest = tf.argMax(tf.reshape(u, [batch, DIM / 3, 3]), 2);
  return tf.cast(tf.reshape(tf.oneHot(largest, 3), [batch, DIM]), "float32") as tf.Tensor2D;
};

const mlpOf = ({ p }: Weights): NeighborEnergy => {
  const last = tf.transpose(tf.slice(p, [DIM + 1, 0], [1, -1]));
  const beta: tf.Scalar = tf.add(1, tf.mul(0.1, tf.mean(row(p, DIM))));
  const layers = [
    { weight: first(p), bias: row(p, DIM) },
    { weight: last, bias: tf.slice(row(p, DIM), 0, 1) },
  ];
  return mlpEnergy({ layers, beta });
};
const energies: Readonly<Record<string, readonly [of: (it: Weights) => NeighborEnergy, number]>> = {
  mlpEnergy: [mlpOf, 4],
  rbmEnergy: [
    ({ p }) =>
      rbmEnergy({ weight: first(p), hiddenBias: row(p, DIM), visibleBias: tf.sum(first(p), 1) }),
    4,
  ],
  isingEnergy: [({ p }) => isingEnergy({ couplings: first(p), biases: row(p, DIM) }), DIM],
  latticeEnergy: [
    ({ p }) =>
      latticeEnergy(
        { coupling: tf.mean(first(p)), bias: tf.mean(row(p, DIM)) },
        { height: 3, width: 3 },
      ),
    4,
  ],
};
const dense = (weights: Weights): NeighborEnergy => denseEnergy(mlpOf(weights).energy);

const changes = Object.entries(energies).flatMap(([name, [of, units]]) => [
  smooth<All>(
    `${name}.logRatios of all`,
    (inputs) => of(inputs).logRatios(bitsOf(inputs), bitFlips().all(bitsOf(inputs))),
    { u: uniforms(BATCH, DIM), noise: uniforms(BATCH, 1) },
    weights(units),
  ),
  smooth<All>(
    `${name}.logRatios of some`,
    (inputs) => {
      const indices = tf.cast(tf.floor(tf.mul(inputs.noise, DIM)), "int32") as tf.Tensor2D;
      return of(inputs).logRatios(bitsOf(inputs), bitFlips().at(bitsOf(inputs), indices));
    },
    { u: uniforms(BATCH, DIM), noise: uniforms(BATCH, SAMPLES) },
    weights(units),
  ),
]);

const objectives = [hyvarinen(), squaredRatio(), consistentRatio()];
const full = objectives.flatMap((objective) => [
  smooth<All>(
    `ratioMatchingLoss, ${objective.name}`,
    // away from 0, where subtraction leaves only rounding errors
    (inputs) => tf.add(30, ratioMatchingLoss(mlpOf(inputs), { x: bitsOf(inputs) }, { objective })),
    { u: uniforms(BATCH, DIM), noise: uniforms(BATCH, 1) },
    weights(),
  ),
]);

const sampled = Object.values(neighborSamplers).flatMap((samplerOf) => {
  const sampler = samplerOf(SAMPLES);
  return estimators.map((estimator) =>
    smooth<All>(
      `sampledRatioMatchingLoss, ${sampler.name}, ${estimator}`,
      (inputs) =>
        sampledRatioMatchingLoss(
          mlpOf(inputs),
          { x: bitsOf(inputs), uniforms: inputs.noise },
          { sampler, estimator },
        ),
      { u: uniforms(BATCH, DIM), noise: uniforms(BATCH, sampler.noiseDim(DIM)) },
      weights(),
    ),
  );
});

const neighborhood = categoryChanges(3);
const categorical = [
  smooth<All>(
    "ratioMatchingLoss of categories",
    (inputs) => ratioMatchingLoss(dense(inputs), { x: oneHotsOf(inputs) }, { neighborhood }),
    { u: uniforms(BATCH, DIM), noise: uniforms(BATCH, 1) },
    weights(),
  ),
  smooth<All>(
    "sampledRatioMatchingLoss of categories",
    (inputs) =>
      sampledRatioMatchingLoss(
        mlpOf(inputs),
        { x: oneHotsOf(inputs), uniforms: inputs.noise },
        { neighborhood, sampler: systematic(SAMPLES), objective: consistentRatio() },
      ),
    { u: uniforms(BATCH, DIM), noise: uniforms(BATCH, 1) },
    weights(),
  ),
  smooth<All>(
    "pseudoLikelihoodLoss of categories",
    (inputs) => pseudoLikelihoodLoss(mlpOf(inputs), { x: oneHotsOf(inputs) }, { neighborhood }),
    { u: uniforms(BATCH, DIM), noise: uniforms(BATCH, 1) },
    weights(),
  ),
];

export const rmwggisCases: readonly Case[] = [
  ...changes,
  ...full,
  ...sampled,
  ...categorical,
  smooth<All>(
    "pseudoLikelihoodLoss of bits",
    (inputs) => pseudoLikelihoodLoss(dense(inputs), { x: bitsOf(inputs) }),
    { u: uniforms(BATCH, DIM), noise: uniforms(BATCH, 1) },
    weights(),
  ),
  smooth<{ dataEnergy: tf.Tensor1D; noisyEnergy: tf.Tensor2D; beta: tf.Tensor1D }>(
    "contrastiveLoss",
    ({ dataEnergy, noisyEnergy, beta }) =>
      contrastiveLoss({
        dataEnergy: tf.mul(dataEnergy, beta),
        noisyEnergy: tf.mul(noisyEnergy, beta),
      }),
    { dataEnergy: normals(6), noisyEnergy: normals(6, 3) },
    { beta: normals(1) },
  ),
  smooth<{ dataEnergy: tf.Tensor1D; stateEnergy: tf.Tensor1D }>(
    "likelihoodLoss",
    likelihoodLoss,
    { dataEnergy: normals(6) },
    { stateEnergy: normals(8) },
  ),
];
