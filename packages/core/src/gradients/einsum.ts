import * as tf from "@tensorflow/tfjs-core";

/** The gradients of einsum: again an einsum, of dy and the other factor. */
export const einsum: tf.GradConfig = {
  kernelName: "Einsum",
  saveAllInputs: true,
  gradFunc(dys, factors, attrs) {
    const dy = dys as tf.Tensor;
    const equation = (attrs.equation as string).replaceAll(" ", "");
    const [left, result] = equation.split("->") as [string, string];
    const terms = left.split(",");
    const gradients = factors.map(({ shape }, i) => () => {
      const term = terms[i]!;
      const other = terms[1 - i];
      // An index that only this factor has was summed over: its entries get equal shares.
      const seen = [...term]
        .filter((letter) => `${result}${other ?? ""}`.includes(letter))
        .join("");
      const flow =
        other === undefined
          ? tf.transpose(
              dy,
              [...seen].map((letter) => result.indexOf(letter)),
            )
          : product(dy, factors[1 - i]!, [result, other, seen]);
      const kept = [...term].map((letter, axis) => (seen.includes(letter) ? shape[axis]! : 1));
      return tf.broadcastTo(tf.reshape(flow, kept), shape);
    });
    return Object.fromEntries(gradients.map((gradient, i) => [i, gradient]));
  },
};

// tfjs drops a factor if only the other one has summed indices, so those are summed first
function product(
  a: tf.Tensor,
  b: tf.Tensor,
  [left, right, result]: [left: string, right: string, result: string],
): tf.Tensor {
  const own = [...right].filter((letter) => !`${left}${result}`.includes(letter));
  const rest = [...right].filter((letter) => !own.includes(letter)).join("");
  const sum =
    own.length === 0
      ? b
      : tf.sum(
          b,
          own.map((letter) => right.indexOf(letter)),
        );
  return tf.einsum(`${left},${rest}->${result}`, a, sum);
}
