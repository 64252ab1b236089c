import {
  capped,
  chiSquared,
  jensenShannon,
  kl,
  logPartitionBound,
  reverseKl,
  squaredHellinger,
  tsallis,
} from "@ebm/core";
import { densityRatio, jointPartitionLoss, logProb } from "@ebm/joint-partition";
import * as tf from "@tensorflow/tfjs-core";
import { type Case, normals, smooth } from "./case.js";

const divergences = [
  kl(),
  chiSquared(),
  tsallis(1.5),
  tsallis(2.5),
  capped(kl(), 3),
  capped(reverseKl(), 0.5),
  capped(jensenShannon(), 0.5),
  capped(squaredHellinger(), 0.5),
];

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
];
