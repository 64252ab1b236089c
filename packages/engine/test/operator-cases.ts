import { valueAndGrad } from "@ebm/core";
import type { Tolerance } from "@ebm/testing";
import type { Feeds, Packed, Traceable } from "@ebm/trace";
import * as tf from "@tensorflow/tfjs-core";
import { binaryCases } from "../../trace/test/cases/binary.js";
import type { Case } from "../../trace/test/cases/case.js";
import { convCases } from "../../trace/test/cases/conv.js";
import { countCases } from "../../trace/test/cases/count.js";
import { imageCases } from "../../trace/test/cases/image.js";
import { linearCases } from "../../trace/test/cases/linear.js";
import { normalizeCases } from "../../trace/test/cases/normalize.js";
import { poolCases } from "../../trace/test/cases/pool.js";
import { reduceCases } from "../../trace/test/cases/reduce.js";
import { shapeCases } from "../../trace/test/cases/shape.js";
import { typeCases } from "../../trace/test/cases/types.js";
import { unaryCases } from "../../trace/test/cases/unary.js";

/** A function that uses an operator, its inputs, and how close a runtime must be to eager tfjs. */
export interface OperatorCase {
  readonly name: string;
  readonly f: Traceable;
  readonly feeds: Feeds;
  readonly tolerance: Tolerance;
}

const families = {
  binary: binaryCases,
  conv: convCases,
  count: countCases,
  image: imageCases,
  linear: linearCases,
  normalize: normalizeCases,
  pool: poolCases,
  reduce: reduceCases,
  shape: shapeCases,
  types: typeCases,
  unary: unaryCases,
};

/** All cases of the lowerings by family, with their gradients. Results are floats. */
export function operatorCases(): Record<string, OperatorCase[]> {
  const entries = Object.entries(families).map(([family, cases]) => [family, cases.map(caseOf)]);
  return Object.fromEntries(entries);
}

function caseOf([name, f, inputs, options]: Case): OperatorCase {
  const { isDifferentiable = true, ...tolerance } = options ?? {};
  return {
    name,
    f: (at) => withGradient(f, at, isDifferentiable),
    feeds: Object.fromEntries(Object.entries(inputs).map(([key, x]) => [key, packed(x)])),
    tolerance,
  };
}

function withGradient(
  f: Case[1],
  inputs: Readonly<Record<string, tf.Tensor>>,
  isDifferentiable: boolean,
): Record<string, tf.Tensor> {
  const results = (at: typeof inputs): tf.Tensor[] =>
    [f(at)].flat().map((y) => tf.cast(y, "float32"));
  const named = Object.fromEntries(results(inputs).map((y, i) => [`result ${i}`, y]));
  const floats = Object.entries(inputs).filter(([, { dtype }]) => dtype === "float32");
  if (!isDifferentiable || floats.length === 0) return named;
  const loss = (at: Record<string, tf.Tensor>): tf.Scalar =>
    tf.addN(results({ ...inputs, ...at }).map(weighted)) as tf.Scalar;
  const { grad } = valueAndGrad(loss)(Object.fromEntries(floats));
  const gradients = Object.entries(grad).map(([key, dx]) => [`gradient of ${key}`, dx]);
  return { ...named, ...Object.fromEntries(gradients) };
}

function weighted(y: tf.Tensor): tf.Tensor {
  const weights = Float32Array.from({ length: y.size }, (_, i) => Math.cos(1 + 2 * i));
  return tf.sum(tf.mul(y, tf.tensor(weights, y.shape)));
}

function packed(x: tf.Tensor): Packed {
  const data = x.dataSync<"float32">();
  return { data: x.dtype === "bool" ? Uint8Array.from(data) : data.slice(), shape: x.shape };
}
