import { valueAndGrad } from "@ebm/core";
import type { Feeds, Packed } from "@ebm/engine";
import type { Traceable } from "@ebm/trace";
import * as tf from "@tensorflow/tfjs-core";
import { drawsOf } from "./draws-of.js";

/** A function, its gradient, and the product of its Hessian with a direction. */
export const orders = ["value", "gradient", "hessian"] as const;
export type Order = (typeof orders)[number];

/** A function that must give the same results on every backend. */
export interface Case {
  readonly name: string;
  /** Whether only the value is compared, because there is no derivative. */
  readonly functions: { readonly [O in Order]?: Traceable };
  /** The inputs. Their first axis has the same arbitrary size for all, unless `fixed`. */
  readonly inputs: Feeds;
  readonly fixed: Feeds;
  /** Whether values must be equal, not only close. */
  readonly exact: boolean;
}

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** Creates a case without derivatives and without rounding, such as an argmax. */
export function exact<Inputs extends Tensors>(
  name: string,
  f: (inputs: Inputs) => tf.Tensor,
  inputs: { readonly [Name in keyof Inputs]: Packed },
): Case {
  const value = (tensors: Record<string, tf.Tensor>) => ({
    value: f(tensors as unknown as Inputs),
  });
  return { name, functions: { value }, inputs: inputs as Feeds, fixed: {}, exact: true };
}

/**
 * Creates a case at three orders: y, the gradient of Σ y² in all inputs, and the derivative of that
 * gradient along a direction. A sum of y alone would be constant if y is a softmax.
 */
export function smooth<Inputs extends Tensors>(
  name: string,
  f: (inputs: Inputs) => tf.Tensor,
  inputs: { readonly [Name in keyof Inputs]?: Packed },
  fixed: { readonly [Name in keyof Inputs]?: Packed } = {},
): Case {
  const variables = Object.keys({ ...inputs, ...fixed });
  const pick = (from: Tensors, suffix = ""): Record<string, tf.Tensor> =>
    Object.fromEntries(variables.map((it) => [it, from[it + suffix]!]));
  const rename = (from: Tensors, suffix: string): Record<string, tf.Tensor> =>
    Object.fromEntries(variables.map((it) => [it + suffix, from[it]!]));

  const y = (tensors: Tensors): tf.Tensor => f(tensors as Inputs);
  const gradient = valueAndGrad((tensors: Record<string, tf.Tensor>) =>
    tf.sum(tf.square(y(tensors))),
  );
  const along = valueAndGrad((tensors: Record<string, tf.Tensor>, directions: Tensors) => {
    const { grad } = gradient(tensors);
    return tf.addN(variables.map((it) => tf.sum(tf.mul(grad[it]!, directions[it]!))));
  });
  return {
    name,
    functions: {
      value: (tensors) => ({ value: y(pick(tensors)) }),
      gradient: (tensors) => rename(gradient(pick(tensors)).grad, "Gradient"),
      hessian: (tensors) =>
        rename(along(pick(tensors), pick(tensors, "Direction")).grad, "Hessian"),
    },
    inputs: withDirections(inputs as Feeds),
    fixed: withDirections(fixed as Feeds),
    exact: false,
  };
}

function withDirections(feeds: Feeds): Feeds {
  const { normals } = drawsOf(0);
  const directions = Object.entries(feeds).map(([name, { shape }]) => [
    `${name}Direction`,
    normals(...shape),
  ]);
  return { ...feeds, ...Object.fromEntries(directions) };
}
