import { defensive, logMeanExp, type Proposal } from "@ebm/core";
import {
  conditionalSnlLoss,
  contrastiveDivergenceLoss,
  couplingFlow,
  denoisingScoreMatchingLoss,
  gaussian,
  gaussianKl,
  gaussianMixture,
  importanceLoss,
  kernelDensity,
  mixtureDensity,
  movingLogNormalizer,
  nceLoss,
  rankingNceLoss,
  scoreMatchingLoss,
  sharedProposal,
  slicedScoreMatchingLoss,
  snelboLoss,
  snlLoss,
  studentT,
  tiltedEnergy,
  uniformBox,
} from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { type Case, smooth } from "./case.js";
import { drawsOf } from "./draws-of.js";

const { normals } = drawsOf(7);

const [BATCH, SAMPLES] = [6, 8];

type Energies = {
  readonly dataEnergy: tf.Tensor1D;
  readonly dataLogProb: tf.Tensor1D;
  readonly sampleEnergy: tf.Tensor1D;
  readonly sampleLogProb: tf.Tensor1D;
  readonly b: tf.Tensor1D;
};
type Conditional = Omit<Energies, "sampleEnergy" | "sampleLogProb"> & {
  readonly sampleEnergy: tf.Tensor2D;
  readonly sampleLogProb: tf.Tensor2D;
};

const scalar = (x: tf.Tensor): tf.Scalar => tf.reshape(x, []);

const energies = (): { readonly [Name in keyof Energies]: ReturnType<typeof normals> } => ({
  dataEnergy: normals(BATCH),
  dataLogProb: normals(BATCH),
  sampleEnergy: normals(SAMPLES),
  sampleLogProb: normals(SAMPLES),
  b: normals(1),
});
const conditional = (): { readonly [Name in keyof Conditional]: ReturnType<typeof normals> } => ({
  dataEnergy: normals(BATCH),
  dataLogProb: normals(BATCH),
  sampleEnergy: normals(BATCH, SAMPLES),
  sampleLogProb: normals(BATCH, SAMPLES),
  b: normals(BATCH),
});

const ofDensities: Readonly<Record<string, (inputs: Energies) => tf.Tensor>> = {
  snlLoss: (it) => snlLoss({ ...it, logNormalizer: scalar(it.b) }),
  "snlLoss, b a moving average": (it) => {
    const estimate = logMeanExp<tf.Scalar>(tf.neg(tf.add(it.sampleEnergy, it.sampleLogProb)));
    const logNormalizer = movingLogNormalizer({ logNormalizer: scalar(it.b), estimate });
    return snlLoss({ ...it, logNormalizer });
  },
  importanceLoss: (it) => importanceLoss(it),
  nceLoss: (it) => nceLoss({ ...it, logNormalizer: scalar(it.b) }),
  contrastiveDivergenceLoss: (it) => contrastiveDivergenceLoss(it),
  snelboLoss: (it) =>
    snelboLoss({
      logLikelihood: it.dataLogProb,
      divergence: tf.square(it.dataEnergy),
      posteriorEnergy: it.dataEnergy,
      priorEnergy: it.sampleEnergy,
      logNormalizer: scalar(it.b),
    }),
};

const ofRegressions: Readonly<Record<string, (inputs: Conditional) => tf.Tensor>> = {
  conditionalSnlLoss: (it) => conditionalSnlLoss({ ...it, logNormalizer: it.b }),
  "importanceLoss, draws for each input": (it) => importanceLoss(it),
  rankingNceLoss: (it) => rankingNceLoss(it),
};

type Network = { readonly x: tf.Tensor2D; readonly noise: tf.Tensor2D; readonly w: tf.Tensor2D };

const energyOf =
  (w: tf.Tensor2D) =>
  (x: tf.Tensor2D): tf.Tensor1D =>
    tf.sum(tf.tanh(tf.matMul(x, w)), 1);

const ofScores: Readonly<Record<string, (inputs: Network) => tf.Tensor>> = {
  scoreMatchingLoss: ({ x, w }) => scoreMatchingLoss(energyOf(w), x),
  slicedScoreMatchingLoss: ({ x, w, noise }) =>
    slicedScoreMatchingLoss(energyOf(w), { x, directions: noise }),
  denoisingScoreMatchingLoss: ({ x, w, noise }) =>
    denoisingScoreMatchingLoss(energyOf(w), { x, normals: noise }),
};

const eye = [
  [1, 0],
  [0, 1],
];
const plain = gaussian({
  mean: [0.5, -1],
  factor: [
    [2, 0],
    [1, 0.5],
  ],
  whitener: [
    [0.5, 0],
    [-1, 2],
  ],
});
const proposals: Readonly<Record<string, Proposal>> = {
  gaussian: plain,
  uniformBox: uniformBox({ low: [-3, -4], high: [3, 5] }),
  gaussianMixture: gaussianMixture({
    logWeights: [Math.log(0.3), Math.log(0.7)],
    means: [
      [-1, 0],
      [1, 2],
    ],
    factors: [
      eye,
      [
        [2, 0],
        [1, 0.5],
      ],
    ],
    whiteners: [
      eye,
      [
        [0.5, 0],
        [-1, 2],
      ],
    ],
  }),
  kernelDensity: kernelDensity({
    points: [
      [0, 0],
      [1, -1],
      [2, 0.5],
    ],
    bandwidth: [0.5, 0.7],
  }),
  studentT: studentT({ location: [0, 1], scale: [1, 2], degrees: [3, 5.5] }),
  "stratified defensive": defensive(
    { proposal: plain, wide: studentT({ location: [0, 0], scale: [3, 3], degrees: [4, 4] }) },
    { stratified: true },
  ),
  couplingFlow: couplingFlow({
    dim: 2,
    conditioners: [0.7, -0.4].map(
      (w) => (kept) => tf.tanh(tf.matMul(kept, tf.tensor2d([[w, 2 * w]]))),
    ),
  }),
};

type Rows = { readonly outputs: tf.Tensor2D; readonly y: tf.Tensor3D; readonly noise: tf.Tensor3D };
const rows = () => ({ outputs: normals(5, 10), y: normals(5, 4, 2), noise: normals(5, 4, 3) });
const density = (outputs: tf.Tensor2D) => mixtureDensity(outputs, { components: 2, dim: 2 });

export const snlCases: readonly Case[] = [
  ...Object.entries(ofDensities).map(([name, f]) => smooth<Energies>(name, f, {}, energies())),
  ...Object.entries(ofRegressions).map(([name, f]) => smooth<Conditional>(name, f, conditional())),
  ...Object.entries(ofScores).map(([name, f]) =>
    smooth<Network>(name, f, { x: normals(5, 2), noise: normals(5, 2) }, { w: normals(2, 4) }),
  ),
  ...Object.entries(proposals).flatMap(([name, { noiseDim, sample, logProb }]) => [
    // stratified samples depend on their number
    smooth<{ z: tf.Tensor2D }>(
      `${name}.sample`,
      ({ z }) => sample(z),
      {},
      { z: normals(7, noiseDim) },
    ),
    smooth<{ y: tf.Tensor2D }>(`${name}.logProb`, ({ y }) => logProb(y), { y: normals(7, 2) }),
  ]),
  smooth<Rows>(
    "mixtureDensity.sample",
    ({ outputs, noise }) => density(outputs).sample(noise),
    rows(),
  ),
  smooth<Rows>("mixtureDensity.logProb", ({ outputs, y }) => density(outputs).logProb(y), rows()),
  smooth<{ y: tf.Tensor3D }>(
    "sharedProposal.logProb",
    ({ y }) => sharedProposal(plain).logProb(y),
    {
      y: normals(5, 4, 2),
    },
  ),
  smooth<{ x: tf.Tensor2D }>(
    "tiltedEnergy",
    ({ x }) => tiltedEnergy(energyOf(tf.eye(2)), plain)(x),
    {
      x: normals(5, 2),
    },
  ),
  smooth<{ mean: tf.Tensor2D; logDeviation: tf.Tensor2D }>("gaussianKl", (it) => gaussianKl(it), {
    mean: normals(5, 3),
    logDeviation: normals(5, 3),
  }),
];
