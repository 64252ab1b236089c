import { key, normal, uniform } from "@ebm/core";
import type { Tolerance } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import type { Tensors } from "../expect-parity.js";

/** A function and inputs for which its trace must agree with eager tfjs. */
export type Case = readonly [
  name: string,
  f: (inputs: Tensors) => tf.Tensor | tf.Tensor[],
  inputs: Tensors,
  options?: CaseOptions,
];

interface CaseOptions extends Tolerance {
  /** Whether its gradient is compared as well. Default: true. */
  readonly isDifferentiable?: boolean;
}

let seed = 0;
export const floats = (...shape: number[]): tf.Tensor =>
  tf.keep(tf.tensor(normal(key(++seed), size(shape)), shape));
export const positives = (...shape: number[]): tf.Tensor =>
  tf.keep(tf.add(tf.abs(floats(...shape)), 0.1));
export const fractions = (...shape: number[]): tf.Tensor =>
  tf.keep(
    tf.tensor(
      uniform(key(++seed), size(shape)).map((u) => 1.8 * u - 0.9),
      shape,
    ),
  );
export const integers = (below: number, ...shape: number[]): tf.Tensor =>
  tf.keep(
    tf.cast(
      tf.tensor(
        uniform(key(++seed), size(shape)).map((u) => Math.floor(below * u)),
        shape,
      ),
      "int32",
    ),
  );
export const booleans = (...shape: number[]): tf.Tensor => tf.keep(tf.greater(floats(...shape), 0));
const size = (shape: number[]): number => shape.reduce((a, b) => a * b, 1);
