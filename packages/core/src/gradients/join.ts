import * as tf from "@tensorflow/tfjs-core";

/** The gradients of functions with many inputs or many outputs. */
export const join: readonly tf.GradConfig[] = [
  {
    kernelName: "AddN",
    saveAllInputs: true,
    gradFunc: (dy, terms) => record(terms, () => tf.clone(dy as tf.Tensor)),
  },
  {
    kernelName: "Concat",
    saveAllInputs: true,
    gradFunc(dy, parts, attrs) {
      const [axis] = tf.util.parseAxisParam(attrs.axis as number, parts[0]!.shape);
      return record(parts, ({ shape }, i) => {
        const begin = shape.map(() => 0);
        for (const before of parts.slice(0, i)) begin[axis!]! += before.shape[axis!]!;
        return tf.slice(dy as tf.Tensor, begin, shape);
      });
    },
  },
  {
    kernelName: "Pack",
    gradFunc: (dy, _, { axis }) =>
      record(tf.unstack(dy as tf.Tensor, axis as number), (part) => part),
  },
  {
    kernelName: "SplitV",
    gradFunc: (dys, _, { axis }) => ({ x: () => tf.concat(parts(dys), axis as number) }),
  },
  {
    kernelName: "Unpack",
    gradFunc: (dys, _, { axis }) => ({ value: () => tf.stack(parts(dys), axis as number) }),
  },
];

function record(
  inputs: tf.Tensor[],
  gradient: (input: tf.Tensor, i: number) => tf.Tensor,
): Record<string, () => tf.Tensor> {
  return Object.fromEntries(inputs.map((input, i) => [i, () => gradient(input, i)]));
}

// tfjs replaces the gradient of an unused output by zeros of its dtype, but gradients are floats
function parts(dys: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
  return [dys].flat().map((dy) => tf.cast(dy, "float32"));
}
