import {
  type Activation,
  logPartitionNetwork,
  type MlpParams,
  mlp,
  pairwiseEnergy,
  unaryEnergy,
} from "@ebm/nn";
import type * as tf from "@tensorflow/tfjs-core";
import { type Case, smooth } from "./case.js";
import { drawsOf } from "./draws-of.js";

const { normals } = drawsOf(2);

const activations: readonly Activation[] = ["relu", "elu", "tanh", "swish", "softplus"];

/** Two hidden layers, 3 → 8 → 4 → 1. */
type Layers = {
  readonly x: tf.Tensor2D;
  readonly w0: tf.Tensor2D;
  readonly b0: tf.Tensor1D;
  readonly w1: tf.Tensor2D;
  readonly b1: tf.Tensor1D;
  readonly w2: tf.Tensor2D;
  readonly b2: tf.Tensor1D;
};

const params = ({ w0, b0, w1, b1, w2, b2 }: Layers): MlpParams => [
  { weight: w0, bias: b0 },
  { weight: w1, bias: b1 },
  { weight: w2, bias: b2 },
];

const weights = () => ({
  w0: normals(3, 8),
  b0: normals(8),
  w1: normals(8, 4),
  b1: normals(4),
  w2: normals(4, 1),
  b2: normals(1),
});

const mlps = activations.map((activation) =>
  smooth<Layers>(
    `mlp, ${activation}`,
    (inputs) => mlp(params(inputs), inputs.x, { activation }),
    { x: normals(5, 3) },
    weights(),
  ),
);

type Pairs = { readonly scores: tf.Tensor2D; readonly y: tf.Tensor2D };
type Draws = { readonly scores: tf.Tensor2D; readonly y: tf.Tensor3D };

const energies = { unaryEnergy: [unaryEnergy, 4], pairwiseEnergy: [pairwiseEnergy, 10] } as const;
const energyCases = Object.entries(energies).flatMap(([name, [energy, terms]]) => [
  smooth<Pairs>(`${name} of pairs`, ({ scores, y }) => energy(scores, y), {
    scores: normals(5, terms),
    y: normals(5, 4),
  }),
  smooth<Draws>(`${name} of draws`, ({ scores, y }) => energy(scores, y), {
    scores: normals(5, terms),
    y: normals(5, 7, 4),
  }),
  smooth<Draws>(
    `${name} of shared draws`,
    ({ scores, y }) => energy(scores, y),
    { scores: normals(5, terms) },
    { y: normals(1, 7, 4) },
  ),
]);

export const networkCases: readonly Case[] = [
  ...mlps,
  smooth<Layers>(
    "logPartitionNetwork",
    (inputs) => logPartitionNetwork(params(inputs), inputs.x),
    { x: normals(5, 3) },
    weights(),
  ),
  ...energyCases,
];
