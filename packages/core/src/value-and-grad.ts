import * as tf from "@tensorflow/tfjs-core";
import { isPromise } from "./check.js";
import { EbmError, ShapeError } from "./errors.js";
import { registerGradients } from "./gradients.js";
import { leaves, mapTree, type Tree, withLeaves } from "./tree.js";

/**
 * Makes a function that returns the value of a scalar function f of a tree, and its gradient: a
 * tree of the same structure.
 *
 * The gradient is with respect to the first argument; everything else that f uses is a constant. A
 * leaf that f does not depend on has a gradient of zeros. Both results can be differentiated again.
 *
 * @example
 * const { value, grad } = valueAndGrad(loss)(params, batch);
 *
 * @throws {EbmError} If a leaf is not float32, or f does not return a scalar.
 */
export function valueAndGrad<T extends Tree, Rest extends readonly unknown[]>(
  f: (tree: T, ...rest: Rest) => tf.Tensor,
): (tree: T, ...rest: Rest) => { value: tf.Scalar; grad: T } {
  return (tree, ...rest) => {
    registerGradients();
    const run = (): { value: tf.Scalar; grad: T } => {
      // f gets copies, so that no leaf is also another leaf, or the variable of an outer gradient.
      const argument = mapTree(tree, copy);
      const { value, grads } = sweep(() => scalar(f(argument, ...rest)), leaves(argument));
      return { value, grad: withLeaves(tree, grads) };
    };
    return tf.tidy(run as () => tf.TensorContainer) as ReturnType<typeof run>;
  };
}

function copy(leaf: tf.Tensor, path: string): tf.Tensor {
  if (leaf.dtype === "float32") return tf.clone(leaf);
  const name = path === "" ? "`tree`" : `leaf \`${path}\``;
  throw new EbmError(`valueAndGrad: ${name} has dtype ${leaf.dtype}, expected float32.`);
}

function scalar(value: unknown): tf.Scalar {
  if (!(value instanceof tf.Tensor)) {
    const found = isPromise(value) ? "a promise" : String(value);
    throw new EbmError(`valueAndGrad: \`f\` returned ${found}, expected a scalar tensor.`);
  }
  if (value.rank === 0) return value as tf.Scalar;
  const shape = `[${value.shape.join(", ")}]`;
  throw new ShapeError(`valueAndGrad: \`f\` returned shape ${shape}, expected a scalar.`);
}

function sweep(f: () => tf.Scalar, xs: tf.Tensor[]): { value: tf.Scalar; grads: tf.Tensor[] } {
  if (xs.length === 0) return { value: f(), grads: [] };
  const engine = tf.engine();
  try {
    const { value, grads } = engine.gradients(f, xs, undefined, true);
    return { value, grads: xs.map(({ shape }, i) => grads[i] ?? tf.zeros(shape)) };
  } catch (error) {
    // tfjs frees what its tape saved only after a backward pass that succeeded.
    const { activeTape, gradientDepth } = engine.state;
    if (gradientDepth === 0) for (const { saved } of activeTape ?? []) tf.dispose(saved!);
    throw error;
  }
}
