import type * as tf from "@tensorflow/tfjs-core";
import type { Value } from "./graph.js";

/** The shape and dtype of a tensor. An axis with a name instead of a size is open. */
export interface TensorSpec {
  readonly shape: readonly (number | string)[];
  readonly dtype: string;
}

/** A function of named tensors. */
export type Traceable<Name extends string = string> = (
  inputs: Readonly<Record<Name, tf.Tensor>>,
) => tf.Tensor | Record<string, tf.Tensor>;

/** The graph of a function. */
export interface Traced {
  readonly inputs: Readonly<Record<string, Value>>;
  readonly outputs: Readonly<Record<string, Value>>;
  /** The name of an axis whose size is open. */
  readonly axisName?: (value: Value, axis: number) => string | undefined;
}
