import type * as tf from "@tensorflow/tfjs-core";
import { indicators } from "../indicators.js";
import { ranksOf } from "./ranks.js";

/**
 * Sorts each row: entry [row, i, r] is 1 if the i-th key is the r-th largest of its row, and
 * 0 if not, for the first `top` ranks. [rows, size] → [rows, size, top].
 */
export function rankMatrices(keys: tf.Tensor2D, top: number): tf.Tensor3D {
  return indicators(ranksOf(keys), top);
}
