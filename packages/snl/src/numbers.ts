import { EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** Nested arrays of numbers, as the fits return them: they can be written to JSON. */
export type Numbers = readonly (number | Numbers)[];

/** Returns a parameter as a tensor: itself, or made from numbers. `what` names it in errors. */
export function asTensor<T extends tf.Tensor>(what: string, values: T | Numbers): T {
  checkNumbers(what, values);
  return values instanceof tf.Tensor ? values : (tf.tensor(values as tf.TensorLike) as T);
}

/** Returns the size of the first axis. */
export function sizeOf(what: string, values: tf.Tensor | Numbers): number {
  checkNumbers(what, values);
  return values instanceof tf.Tensor ? values.shape[0] : values.length;
}

/** Refuses numbers that are not positive. Values of tensors are not checked. */
export function checkPositive(what: string, values: tf.Tensor | Numbers): void {
  checkNumbers(what, values);
  if (values instanceof tf.Tensor) return;
  const wrong = values.find((x) => !(Number(x) > 0 && Number(x) < Infinity));
  if (wrong === undefined) return;
  throw new EbmError(`${what} has ${wrong}, expected positive numbers.`);
}

function checkNumbers(what: string, values: tf.Tensor | Numbers): void {
  if (values instanceof tf.Tensor || Array.isArray(values) || ArrayBuffer.isView(values)) return;
  const actual = typeof values === "object" ? "an object" : `${values}`;
  throw new EbmError(`${what} is ${actual}, expected a tensor or an array of numbers.`);
}
