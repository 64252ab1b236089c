import { type Key, split, uniform } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { NetworkParams } from "./network-scores.js";

/** Draws the first parameters of stacked networks: small outputs, around `bias`. */
export function initialNetworks({
  key,
  members,
  sizes,
  bias,
}: {
  readonly key: Key;
  readonly members: number;
  readonly sizes: readonly [number, number, number, number];
  readonly bias: Float32Array;
}): NetworkParams {
  const keys = split(key, 5);
  const draw = (i: number, fanIn: number, shape: [number, number, number], scale: number) => {
    const values = uniform(keys[i]!, shape[0] * shape[1] * shape[2]);
    const bound = scale / Math.sqrt(fanIn);
    return tf.tensor3d(
      values.map((u) => bound * (2 * u - 1)),
      shape,
    );
  };
  const [a, b, c, d] = sizes;
  const root = Math.sqrt(3);
  return {
    weights: [
      draw(0, a, [members, a, b], root),
      draw(1, b, [members, b, c], root),
      draw(2, c, [members, c, d], 0.1 * root),
    ],
    biases: [
      draw(3, a, [members, 1, b], 1),
      draw(4, b, [members, 1, c], 1),
      tf.tensor3d(
        Float32Array.from({ length: members * d }, (_, i) => bias[i % d]!),
        [members, 1, d],
      ),
    ],
  };
}
