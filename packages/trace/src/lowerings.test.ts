import { valueAndGrad } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { binaryCases } from "../test/cases/binary.js";
import type { Case } from "../test/cases/case.js";
import { convCases } from "../test/cases/conv.js";
import { countCases } from "../test/cases/count.js";
import { imageCases } from "../test/cases/image.js";
import { linearCases } from "../test/cases/linear.js";
import { normalizeCases } from "../test/cases/normalize.js";
import { poolCases } from "../test/cases/pool.js";
import { reduceCases } from "../test/cases/reduce.js";
import { shapeCases } from "../test/cases/shape.js";
import { typeCases } from "../test/cases/types.js";
import { unaryCases } from "../test/cases/unary.js";
import { expectParity, type Tensors } from "../test/expect-parity.js";
import { lowerings } from "./lowerings.js";

const cases: readonly Case[] = [
  ...binaryCases,
  ...convCases,
  ...countCases,
  ...imageCases,
  ...linearCases,
  ...normalizeCases,
  ...poolCases,
  ...reduceCases,
  ...shapeCases,
  ...typeCases,
  ...unaryCases,
];

/** The results of a case, and the gradient of their weighted sum in every input of floats. */
const withGradient =
  (f: Case[1], isDifferentiable: boolean) =>
  (inputs: Tensors): Record<string, tf.Tensor> => {
    const results = (at: Tensors): tf.Tensor[] => [f(at)].flat();
    const named = Object.fromEntries(results(inputs).map((y, i) => [`result ${i}`, y]));
    const floats = Object.entries(inputs).filter(([, { dtype }]) => dtype === "float32");
    if (!isDifferentiable || floats.length === 0) return named;
    const loss = (at: Record<string, tf.Tensor>): tf.Scalar =>
      tf.addN(results({ ...inputs, ...at }).map(weighted)) as tf.Scalar;
    const { grad } = valueAndGrad(loss)(Object.fromEntries(floats));
    const gradients = Object.entries(grad).map(
      ([name, dx]) => [`gradient of ${name}`, dx] as const,
    );
    return { ...named, ...Object.fromEntries(gradients) };
  };

function weighted(y: tf.Tensor): tf.Tensor {
  const weights = Float32Array.from({ length: y.size }, (_, i) => Math.cos(1 + 2 * i));
  return tf.sum(tf.mul(tf.cast(y, "float32"), tf.tensor(weights, y.shape)));
}

describe("lowerings", () => {
  test.each(cases.map((each) => [each[0], each] as const))(
    "%s",
    async (_, [, f, inputs, options]) => {
      const { isDifferentiable = true, ...tolerance } = options ?? {};
      await expectParity(withGradient(f, isDifferentiable), inputs, tolerance);
    },
  );

  test("all have a case", async () => {
    const used = new Set<string>();
    for (const [, f, inputs] of cases) {
      const { kernelNames } = await tf.profile(() => tf.tidy(() => void f(inputs)));
      for (const name of kernelNames) used.add(name);
    }
    expect(Object.keys(lowerings).filter((name) => !used.has(name))).toMatchInlineSnapshot(`
      [
        "LogSoftmax",
      ]
    `);
  });
});
