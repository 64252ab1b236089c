import type { Matrix } from "@ebm/datasets";
import { fitStack } from "../members/fit-stack.js";
import { densePlaces } from "./dense-places.js";
import { plackettLuceLogProb } from "./plackett-luce-log-prob.js";
import { plackettLuceLoss } from "./plackett-luce-loss.js";

/**
 * Computes −log p(y) of each test row by the best Plackett–Luce model of training rows that is the same for
 * all x, in nats.
 *
 * @param train Numbers that grow with the place. Equal ones tie, and NaN is not ranked. Shape [rows, labels].
 * @param test The same. Shape [test rows, labels].
 * @returns Shape [test rows].
 */
export async function rankingFrequencyLosses(train: Matrix, test: Matrix): Promise<Float64Array> {
  const places = densePlaces(train);
  const none = { data: new Float32Array(places.data.length), shape: places.shape };
  const { bias } = await fitStack({ scores: [none], y: places, rowLoss: plackettLuceLoss });
  const observed = densePlaces(test);
  const [rows, labels] = observed.shape;
  return Float64Array.from({ length: rows }, (_, row) => {
    return -plackettLuceLogProb(bias, observed.data.subarray(row * labels, (row + 1) * labels));
  });
}
