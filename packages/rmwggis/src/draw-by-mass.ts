import { checkShapes, stopGradient, takeAlong } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { invertCdf } from "./invert-cdf.js";
import type { Draws } from "./neighbor-sampler.js";

export interface DrawByMassInputs {
  /** The logarithm of the unnormalized probability of each number. Shape [batch, neighbors]. */
  readonly logMass: tf.Tensor2D;
  /** Points of the running sum, as fractions of a row's mass. Shape [batch, samples]. */
  readonly places: tf.Tensor2D;
}

/** The largest float32 below 1. */
const BELOW_ONE = 1 - 2 ** -24;

/** Returns the numbers at given points of the running sum, weighted by one over their expected count. */
export function drawByMass({ logMass, places }: DrawByMassInputs): Draws {
  const { samples, neighbors } = checkShapes("drawByMass", {
    logMass: [logMass, "batch neighbors"],
    places: [places, "batch samples"],
  });
  const cumulative = tf.cumsum(tf.exp(stopGradient(logMass)), 1) as tf.Tensor2D;
  const total = tf.slice(cumulative, [0, neighbors - 1], [-1, 1]);
  const points = tf.mul<tf.Tensor2D>(tf.minimum(places, BELOW_ONE), total);
  const indices = invertCdf({ cumulative, points });
  const logWeights = tf.sub(tf.log(tf.div(total, samples)), takeAlong(logMass, indices));
  return { indices, logWeights: logWeights as tf.Tensor2D };
}
