import * as tf from "@tensorflow/tfjs-core";
import { isPromise } from "./check.js";
import { EbmError, ShapeError } from "./errors.js";
import { registerGradients } from "./gradients.js";
import { leaves, mapTree, type Tree, withLeaves } from "./tree.js";

/**
 * The value of a scalar function of a tree, and its gradient, a tree of the same form.
 *
 * It is the gradient in the argument: what f takes from its scope is a constant to it. A leaf
 * that f does not depend on has a gradient of zeros. Both results can be differentiated again.
 *
 * @example
 * const { value, grad } = valueAndGrad(loss)(params, batch);
 *
 * @throws {EbmError} If a leaf is not of floats, or f returns anything but a scalar.
 */
export function valueAndGrad<T extends Tree, Rest extends readonly unknown[]>(
  f: (tree: T, ...rest: Rest) => tf.Tensor,
): (tree: T, ...rest: Rest) => { value: tf.Scalar; grad: T } {
  return (tree, ...rest) => {
    registerGradients();
    const run = (): { value: tf.Scalar; grad: T } => {
      // Copies are tensors that f meets as its argument only: not as another leaf, and not as
      // the variable of a gradient taken around this one.
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
    // tfjs frees what its tape saved only after a sweep that ended well.
    const { activeTape, gradientDepth } = engine.state;
    if (gradientDepth === 0) for (const { saved } of activeTape ?? []) tf.dispose(saved!);
    throw error;
  }
}
