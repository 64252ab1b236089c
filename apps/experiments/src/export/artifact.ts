import type { Key } from "@ebm/core";
import type { Feeds } from "@ebm/onnx-export";
import type * as tf from "@tensorflow/tfjs-core";

/** A file of a model, and how to try it. */
export interface Artifact {
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How to verify the file; absent if it has no inputs. */
  readonly proof?: {
    readonly reference: (
      inputs: Record<string, tf.Tensor>,
    ) => tf.Tensor | Record<string, tf.Tensor>;
    readonly sample: (key: Key, batch: number) => Feeds;
    /** Makes of the sampled inputs those that `reference` takes. Default: it takes them as they are. */
    readonly prepare?: (feeds: Feeds) => Feeds;
    /** The least number of rows to try at each batch size, if not 64. */
    readonly rows?: number;
    /** The outputs to compare. Default: all. */
    readonly outputs?: readonly string[];
    /** The tolerance of `verifyInFloat64`, if not 1e-5. */
    readonly tolerance?: number;
    /** Inputs and outputs that are too large to keep in the file. */
    readonly large?: readonly string[];
  };
}
