import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { binaryCases } from "../test/cases/binary.js";
import { linearCases } from "../test/cases/linear.js";
import { reduceCases } from "../test/cases/reduce.js";
import { shapeCases } from "../test/cases/shape.js";
import { unaryCases } from "../test/cases/unary.js";
import { expectParity } from "../test/expect-parity.js";
import { lowerings } from "./lowerings.js";

const cases = [...binaryCases, ...linearCases, ...reduceCases, ...shapeCases, ...unaryCases];

describe("lowerings", () => {
  test.each(cases)("%s", async (_, f, inputs) => {
    await expectParity((tensors) => {
      const result = f(tensors);
      if (result instanceof tf.Tensor) return result;
      return Object.fromEntries(result.map((y, i) => [`y${i}`, y]));
    }, inputs);
  });

  test("all have a case", async () => {
    const used = new Set<string>();
    for (const [, f, inputs] of cases) {
      const { kernelNames } = await tf.profile(() => tf.tidy(() => void f(inputs)));
      for (const name of kernelNames) used.add(name);
    }
    expect(Object.keys(lowerings).filter((name) => !used.has(name))).toMatchInlineSnapshot(`
      [
        "LogSoftmax",
        "EluGrad",
      ]
    `);
  });
});
