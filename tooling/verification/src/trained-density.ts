import type { Key, Tree } from "@ebm/core";
import type { Density, Feeds, ModelCard, Sampler } from "@ebm/onnx-export";
import type * as tf from "@tensorflow/tfjs-core";

type Tensors = Record<string, tf.Tensor>;

/** A model of x alone that was trained, and all that its files are made and tried of. */
export interface TrainedDensity<P extends Tree> {
  readonly card: ModelCard;
  readonly density: Density;
  /** Points such as the model will meet. */
  readonly points: (key: Key, count: number) => Feeds[string];
  /** Chains on it, of one noise. */
  readonly sampler: Sampler<{ readonly x: tf.Tensor }, tf.Tensor> & {
    readonly noise: readonly (number | string)[];
    readonly draw: (key: Key, count: number) => Float32Array;
  };
  readonly training: {
    readonly params: P;
    readonly loss: (params: P, batch: Tensors) => tf.Scalar;
    /** The shape of the noise of a batch of so many points, and how to draw it. */
    readonly noise: readonly (number | string)[];
    readonly draw: (key: Key, count: number) => Float32Array;
  };
}
