import { type Key, normal, split } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { centered } from "./centered.js";
import type { Tilt } from "./tilt.js";

export type ConvTiltParams = {
  /** The filters of each layer. Shape [size, size, channels before, channels]. */
  readonly filters: readonly tf.Tensor4D[];
  /** The biases of each layer. Shape [channels]. */
  readonly biases: readonly tf.Tensor1D[];
  /** w. Shape [channels of the last layer, 1]. */
  readonly weights: tf.Tensor2D;
};

export interface ConvTiltInputs {
  readonly key: Key;
  /** Number of pixels of an image. y has its rows one after another. */
  readonly height: number;
  readonly width: number;
  /** Number of channels of each layer. Default: [16, 16]. */
  readonly channels?: readonly number[];
  /** Width and height of the filters. Default: 3. */
  readonly size?: number;
  /** Subtracted from y, such as its mean. Shape [height · width]. Default: zeros. */
  readonly center?: ArrayLike<number>;
}

/**
 * A convolutional energy of images of one channel, with h = y − center before the first layer and
 * h ← softplus(h ∗ filters + biases) in each:
 *
 *   f(y) = −Σ over pixels p of ⟨w, h(p)⟩.
 *
 * Layers keep the size of the image. w starts at 0.
 */
export function convTilt(inputs: ConvTiltInputs): Tilt<ConvTiltParams> {
  const { key, height, width, channels = [16, 16], size = 3, center } = inputs;
  const dim = height * width;
  const before = [1, ...channels.slice(0, -1)];
  const filters = split(key, channels.length).map((layerKey, layer) => {
    const shape = [size, size, before[layer]!, channels[layer]!] as const;
    const scale = Math.sqrt(2 / (size * size * before[layer]!));
    const values = normal(layerKey, size * size * before[layer]! * channels[layer]!);
    return tf.tensor4d(
      values.map((z) => scale * z),
      [...shape],
    );
  });
  return {
    params: {
      filters,
      biases: channels.map((count) => tf.zeros<tf.Rank.R1>([count])),
      weights: tf.zeros([channels.at(-1)!, 1]),
    },
    ignoresInputs: true,
    energy(params, y) {
      const [batch, samples] = y.shape;
      const images: tf.Tensor4D = tf.reshape(centered(y, center), [-1, height, width, 1]);
      const hidden = params.filters.reduce<tf.Tensor4D>((image, filter, layer) => {
        return tf.softplus(tf.add(tf.conv2d(image, filter, 1, "same"), params.biases[layer]!));
      }, images);
      const sums: tf.Tensor2D = tf.sum(tf.reshape(hidden, [-1, dim, channels.at(-1)!]), 1);
      return tf.reshape(tf.neg(tf.matMul(sums, params.weights)), [batch, samples]);
    },
  };
}
