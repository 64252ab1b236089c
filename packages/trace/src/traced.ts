import type * as tf from "@tensorflow/tfjs-core";
import type { Value } from "./graph.js";

/** What a tensor will be; a tensor is one too. An axis with a name in place of a size is open. */
export interface TensorSpec {
  readonly shape: readonly (number | string)[];
  readonly dtype: string;
}

/** A function of named tensors. */
export type Traceable<Name extends string = string> = (
  inputs: Readonly<Record<Name, tf.Tensor>>,
) => tf.Tensor | Record<string, tf.Tensor>;

/** A function as a graph. */
export interface Traced {
  readonly inputs: Readonly<Record<string, Value>>;
  readonly outputs: Readonly<Record<string, Value>>;
  /** The name of an axis whose size is open. */
  readonly axisName?: (value: Value, axis: number) => string | undefined;
}
