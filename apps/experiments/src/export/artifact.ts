import type { Key } from "@ebm/core";
import type { Feeds } from "@ebm/onnx-export";
import type * as tf from "@tensorflow/tfjs-core";

/** A file of a model, and the data to verify it. */
export interface Artifact {
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The data to verify the file. Undefined if it has no inputs. */
  readonly proof?: {
    readonly reference: (
      inputs: Record<string, tf.Tensor>,
    ) => tf.Tensor | Record<string, tf.Tensor>;
    readonly sample: (key: Key, batch: number) => Feeds;
    /**
     * Converts the sampled inputs to those that `reference` takes. Default: takes them unchanged.
     */
    readonly prepare?: (feeds: Feeds) => Feeds;
    /** The smallest number of rows to try at each batch size. Default: 64. */
    readonly rows?: number;
    /** See `drawTrials`. Default: inputs at jumps are not sampled again. */
    readonly jump?: number;
    /** The outputs to compare. Default: all. */
    readonly outputs?: readonly string[];
    /** The tolerance of `verifyInFloat64`. Default: 1e-5. */
    readonly tolerance?: number;
    /** Inputs and outputs that are too large to keep in the file. */
    readonly large?: readonly string[];
  };
}
