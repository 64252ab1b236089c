import type { Matrix } from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";
import { type FittedStack, fitStack } from "../members/fit-stack.js";
import { mixedLoss } from "./mixed-loss.js";
import { plackettLuceLogProb } from "./plackett-luce-log-prob.js";
import { plackettLuceLoss } from "./plackett-luce-loss.js";

export interface FitRankingStackInputs {
  /** Out-of-fold scores of each member. Each of shape [rows, labels]. */
  readonly scores: readonly Matrix[];
  /** Places from 0; −1 for labels that a row does not rank. Shape [rows, labels]. */
  readonly places: Matrix;
  /** Utilities that do not depend on x. Shape [labels]. */
  readonly bias: Float32Array;
  /** Default: false. */
  readonly isMixed?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Fits the stack of members and of the utilities without x by the likelihood of orders; with `isMixed`,
 * also the share of the model without x in a mixture with it. b is 0 if it does not explain more than
 * its numbers do by chance (Akaike's criterion).
 */
export async function fitRankingStack(inputs: FitRankingStackInputs): Promise<FittedStack> {
  const { scores, places, bias, isMixed = false, signal } = inputs;
  const [rows, labels] = places.shape;
  const targets = new Float32Array(rows * (labels + 1));
  for (let row = 0; row < rows; row++) {
    const own = places.data.subarray(row * labels, (row + 1) * labels);
    targets.set([...own, -plackettLuceLogProb(bias, own)], row * (labels + 1));
  }
  const constant = { data: places.data.map((_, i) => bias[i % labels]!), shape: places.shape };
  const fit = async (fitsBias: boolean): Promise<FittedStack> =>
    fitStack({
      scores: [...scores, constant],
      y: { data: targets, shape: [rows, labels + 1] },
      rowLoss: (utilities, y, share) => {
        const loss = plackettLuceLoss(utilities, tf.slice(y, [0, 0], [-1, labels]));
        const other = tf.squeeze<tf.Tensor1D>(tf.slice(y, [0, labels], [-1, 1]), [1]);
        return isMixed ? mixedLoss(loss, other, share) : loss;
      },
      isMixed,
      fitsBias,
      signal,
    });
  const [tied, free] = [await fit(false), await fit(true)];
  const stack = rows * (tied.loss - free.loss) > labels - 1 ? free : tied;
  const weight = stack.weights.at(-1)!;
  return {
    ...stack,
    weights: stack.weights.slice(0, -1),
    bias: stack.bias.map((b, j) => b + weight * bias[j]!),
  };
}

/**
 * Fits a Plackett–Luce model that is the same for all rows. All utilities are 0 if they do not explain
 * more than their number does by chance (Akaike's criterion).
 *
 * @returns Shape [labels].
 */
export async function fitConstant(
  places: Matrix,
  {
    uniformNll,
    signal,
  }: { readonly uniformNll: number; readonly signal?: AbortSignal | undefined },
): Promise<Float32Array> {
  const [rows, labels] = places.shape;
  const none = { data: new Float32Array(rows * labels), shape: places.shape };
  const options = { y: places, rowLoss: plackettLuceLoss, signal };
  const { bias } = await fitStack({ ...options, scores: [none] });
  let nll = 0;
  for (let row = 0; row < rows; row++) {
    nll -= plackettLuceLogProb(bias, places.data.subarray(row * labels, (row + 1) * labels)) / rows;
  }
  return rows * (uniformNll - nll) > labels - 1 ? bias : new Float32Array(labels);
}
