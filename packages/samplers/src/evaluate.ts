import { checkShapes } from "@ebm/core";
import type * as tf from "@tensorflow/tfjs-core";
import type { Energy } from "./energy.js";

/**
 * Evaluates the energy at x and checks that it is one number per chain. A column would broadcast.
 *
 * @throws {ShapeError} If it has another shape.
 */
export function evaluate<X extends tf.Tensor>(where: string, energy: Energy<X>, x: X): tf.Tensor1D {
  const values = energy(x);
  checkShapes(where, { energy: [values, `${x.shape[0]}`] });
  return values;
}
