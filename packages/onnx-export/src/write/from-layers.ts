import { EbmError } from "@ebm/core";
import type * as tf from "@tensorflow/tfjs-core";

/** The part of a `tf.layers` model that is needed here. */
export interface LayersModel {
  readonly trainableWeights: readonly LayerWeight[];
  apply(x: tf.Tensor | tf.Tensor[]): unknown;
}

export interface LayerWeight {
  read(): tf.Tensor;
}

/** A model as parameters and a function of them. */
export interface FunctionOfParams {
  /** The trainable weights. */
  readonly params: tf.Tensor[];
  apply(params: readonly tf.Tensor[], x: tf.Tensor): tf.Tensor;
}

/**
 * Converts a `tf.layers` model to a pure function of its trainable weights, for losses, `train` and
 * `exportTrainStep`. Weights that are not trained, such as running means, are constants.
 */
export function fromLayers(model: LayersModel): FunctionOfParams {
  const weights = model.trainableWeights as readonly (LayerWeight & { val: tf.Tensor })[];
  return {
    params: weights.map((weight) => weight.read()),
    apply(params, x) {
      if (params.length !== weights.length) {
        throw new EbmError(
          `fromLayers: \`params\` has ${params.length} tensors, expected ${weights.length}.`,
        );
      }
      // `apply` reads the weights when it computes, so they are replaced during the call
      const own = weights.map(({ val }) => val);
      try {
        for (const [i, weight] of weights.entries()) weight.val = params[i]!;
        return model.apply(x) as tf.Tensor;
      } finally {
        for (const [i, weight] of weights.entries()) weight.val = own[i]!;
      }
    },
  };
}
