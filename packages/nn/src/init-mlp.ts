import { EbmError, type Key, normal, split } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { MlpOptions, MlpParams } from "./mlp.js";

export interface InitMlpInputs extends MlpOptions {
  /** The key of the random weights. */
  readonly key: Key;
  /** The widths of the input, of each hidden layer, and of the output. */
  readonly sizes: readonly number[];
  /** Whether the last layer, and so the output, starts at zero. Default: false. */
  readonly zeroLast?: boolean;
}

/**
 * Makes parameters for `mlp`. Weights are normal, with variance 2 / inputs (He) before a rectifier
 * and 2 / (inputs + outputs) (Glorot) before tanh and at the output. Biases are zero.
 */
export function initMlp(inputs: InitMlpInputs): MlpParams {
  const { key, sizes, activation = "relu", zeroLast = false } = inputs;
  checkSizes("initMlp", sizes);
  const last = sizes.length - 2;

  return split(key, last + 1).map((layerKey, layer) => {
    const [fanIn, fanOut] = [sizes[layer]!, sizes[layer + 1]!];
    const linear = layer === last;
    const rectified = !linear && activation !== "tanh";
    const deviation = Math.sqrt(2 / (rectified ? fanIn : fanIn + fanOut));
    const scale = linear && zeroLast ? 0 : deviation;
    const values = normal(layerKey, fanIn * fanOut).map((z) => scale * z);
    return { weight: tf.tensor2d(values, [fanIn, fanOut]), bias: tf.zeros<tf.Rank.R1>([fanOut]) };
  });
}

/** Checks the widths of layers. */
export function checkSizes(where: string, sizes: readonly number[]): void {
  if (sizes.length < 2 || !sizes.every((size) => Number.isInteger(size) && size > 0)) {
    throw new EbmError(
      `${where}: \`sizes\` has [${sizes.join(", ")}], expected two or more positive integers.`,
    );
  }
  const params = sizes.slice(1).reduce((sum, size, layer) => sum + (sizes[layer]! + 1) * size, 0);
  if (params <= MOST_PARAMS) return;
  throw new EbmError(
    `${where}: \`sizes\` has [${sizes.join(", ")}], which is ${params} parameters, expected at most ${MOST_PARAMS}.`,
  );
}

/** As many fill 1 GB. */
const MOST_PARAMS = 2 ** 28;
