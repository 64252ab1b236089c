import { checkShapes, EbmError, swish } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** The weights and biases of the layers. The last layer is linear. `initMlp` makes them. */
export type MlpParams = readonly {
  /** The weight. Shape [inputs, outputs]. */
  readonly weight: tf.Tensor2D;
  /** The bias. Shape [outputs]. */
  readonly bias: tf.Tensor1D;
}[];

export type Activation = "relu" | "elu" | "tanh" | "swish" | "softplus";

export interface MlpOptions {
  /** The activation function between layers. Default: "relu". */
  readonly activation?: Activation;
}

/**
 * Computes a multilayer perceptron: affine layers with an activation between them, and none after the
 * last. One layer is a linear model.
 *
 * @param x Inputs. Shape [batch, inputs].
 * @returns Shape [batch, outputs].
 */
export function mlp(
  params: MlpParams,
  x: tf.Tensor2D,
  { activation = "relu" }: MlpOptions = {},
): tf.Tensor2D {
  checkLayers(params);
  const first = params[0];
  if (first) checkShapes("mlp", { weight: [first.weight, "inputs units"], x: [x, "batch inputs"] });

  const last = params.length - 1;
  return params.reduce((h: tf.Tensor2D, { weight, bias }, layer) => {
    const affine: tf.Tensor2D = tf.add(tf.matMul(h, weight), bias);
    return layer === last ? affine : activations[activation](affine);
  }, x);
}

function checkLayers(params: unknown): void {
  const isLayer = (layer: unknown): boolean => {
    const { weight, bias } = Object(layer) as Partial<MlpParams[number]>;
    return weight instanceof tf.Tensor && bias instanceof tf.Tensor;
  };
  if (Array.isArray(params) && params.every(isLayer)) return;
  const keys = typeof params === "object" && params !== null ? Object.keys(params).join(", ") : "";
  const found = Array.isArray(params)
    ? `has ${Object.keys(Object(params.find((layer) => !isLayer(layer)))).join(", ") || "something else"} in a layer`
    : `has ${keys || "no layers"}`;
  throw new EbmError(
    `mlp: \`params\` ${found}, expected a list of { weight, bias }, as initMlp returns.`,
  );
}

const activations: Record<Activation, (x: tf.Tensor2D) => tf.Tensor2D> = {
  relu: (x) => tf.relu(x),
  elu: (x) => tf.elu(x),
  tanh: (x) => tf.tanh(x),
  swish,
  softplus: (x) => tf.softplus(x),
};
