import "@tensorflow/tfjs-backend-cpu";
import { expectClose, quickCompiler } from "@ebm/testing";
import { packedDtype, type Traceable, trace } from "@ebm/trace";
import type * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test, vi } from "vitest";
import { type OperatorCase, operatorCases } from "../../test/operator-cases.js";
import { compileTraceable } from "../compile-traceable.js";
import { tfjsRuntime } from "../runtimes/tfjs-runtime.js";
import { NativeError } from "./native-error.js";
import { nativeRuntime } from "./native-runtime.js";
import { makePlan } from "./plan/make-plan.js";

/** The reason why a case has no form in C. */
function missing({ f, feeds }: OperatorCase): string | undefined {
  const specs = Object.entries(feeds).map(([name, packed]) => [
    name,
    { shape: packed.shape, dtype: packedDtype(packed) },
  ]);
  try {
    makePlan(trace(f, Object.fromEntries(specs)));
    return undefined;
  } catch (error) {
    if (error instanceof NativeError) return error.message;
    throw error;
  }
}

const cases = operatorCases().map((each) => ({ ...each, missing: missing(each) }));
const possible = cases.filter((each) => each.missing === undefined);

/** All cases as one function, because to compile each alone would take minutes. */
const all: Traceable = (inputs) => {
  const outputs: Record<string, tf.Tensor> = {};
  for (const [i, { f, feeds }] of possible.entries()) {
    const own = Object.fromEntries(
      Object.keys(feeds).map((name) => [name, inputs[`${i} ${name}`]!]),
    );
    for (const [name, y] of Object.entries(f(own))) outputs[`${i}: ${name}`] = y as tf.Tensor;
  }
  return outputs;
};
const feeds = Object.fromEntries(
  possible.flatMap((each, i) =>
    Object.entries(each.feeds).map(([name, packed]) => [`${i} ${name}`, packed] as const),
  ),
);

describe("operators in C", { timeout: 300_000 }, () => {
  vi.stubEnv("CC", quickCompiler());
  const native = compileTraceable(all, nativeRuntime(tfjsRuntime));
  const results = native(feeds);
  results.catch(() => {});

  test.each(possible.map((each, i) => [each.name, each, i] as const))(
    "%s agrees with eager tfjs",
    async (_, each, i) => {
      const [actual, expected] = [
        await results,
        await compileTraceable(each.f, tfjsRuntime)(each.feeds),
      ];
      for (const [name, { data, shape }] of Object.entries(expected)) {
        const found = actual[`${i}: ${name}`]!;
        expect(found.shape).toEqual(shape);
        expectClose(found.data, data, each.tolerance);
      }
    },
  );

  test("are missing for", () => {
    const reasons = cases.flatMap((each) => each.missing ?? []);
    const names = new Set(reasons.map((reason) => /native: (\w+)/.exec(reason)![1]));
    expect([...names].sort()).toMatchInlineSnapshot(`
      [
        "AveragePool",
        "BatchNormalization",
        "Conv",
        "ConvTranspose",
        "MatMul",
        "MaxPool",
      ]
    `);
  });
});
