import type { Key, Tree } from "@ebm/core";
import type { Density, Feeds, ModelCard, Sampler } from "@ebm/onnx-export";
import type * as tf from "@tensorflow/tfjs-core";

type Tensors = Record<string, tf.Tensor>;

/** A trained model of x alone, with everything that its files are made from and verified by. */
export interface TrainedDensity<P extends Tree> {
  readonly card: ModelCard;
  readonly density: Density;
  /** Points that are typical inputs. */
  readonly points: (key: Key, count: number) => Feeds[string];
  /** Chains on the model, with one noise. */
  readonly sampler: Sampler<{ readonly x: tf.Tensor }, tf.Tensor> & {
    readonly noise: readonly (number | string)[];
    readonly draw: (key: Key, count: number) => Float32Array;
  };
  readonly training: {
    readonly params: P;
    readonly loss: (params: P, batch: Tensors) => tf.Scalar;
    /** The shape of the noise for a batch of points, and a function that generates it. */
    readonly noise: readonly (number | string)[];
    readonly draw: (key: Key, count: number) => Float32Array;
  };
}
