import { checkShapes } from "@ebm/core";
import type * as tf from "@tensorflow/tfjs-core";
import type { Energy } from "./energy.js";

/**
 * The energy at x, checked to be one number a chain: a column of them would broadcast.
 *
 * @throws {ShapeError} If it is not.
 */
export function evaluate<X extends tf.Tensor>(where: string, energy: Energy<X>, x: X): tf.Tensor1D {
  const values = energy(x);
  checkShapes(where, { energy: [values, `${x.shape[0]}`] });
  return values;
}
