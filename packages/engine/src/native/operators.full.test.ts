import "@tensorflow/tfjs-backend-cpu";
import { expectClose, quickCompiler } from "@ebm/testing";
import { type Feeds, packedDtype, type Traceable, trace } from "@ebm/trace";
import type * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test, vi } from "vitest";
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

// A family is one file of C, because to compile each case alone would take minutes.
describe.each(Object.entries(operatorCases()))("%s in C", { timeout: 600_000 }, (_, family) => {
  const cases = family.map((each) => ({ ...each, missing: missing(each) }));
  const possible = cases.filter((each) => each.missing === undefined);
  const all: Traceable = (inputs) => {
    const outputs: Record<string, tf.Tensor> = {};
    for (const [i, { f, feeds }] of possible.entries()) {
      const own = Object.keys(feeds).map((name) => [name, inputs[`${i} ${name}`]!]);
      for (const [name, y] of Object.entries(f(Object.fromEntries(own)))) {
        outputs[`${i}: ${name}`] = y as tf.Tensor;
      }
    }
    return outputs;
  };
  const feeds = Object.fromEntries(
    possible.flatMap((each, i) =>
      Object.entries(each.feeds).map(([name, packed]) => [`${i} ${name}`, packed] as const),
    ),
  );
  let results: Feeds;
  beforeAll(async () => {
    vi.stubEnv("CC", quickCompiler());
    const failing = { name: "none", open: () => Promise.reject(new Error("no form in C")) };
    results = await compileTraceable(all, nativeRuntime(failing))(feeds);
  }, 600_000);

  test.each(possible.map((each, i) => [each.name, each, i] as const))(
    "%s agrees with eager tfjs",
    async (_, each, i) => {
      const expected = await compileTraceable(each.f, tfjsRuntime)(each.feeds);
      for (const [name, { data, shape }] of Object.entries(expected)) {
        const found = results[`${i}: ${name}`]!;
        expect(found.shape).toEqual(shape);
        expectClose(found.data, data, each.tolerance);
      }
    },
  );

  test("has no operator without a form in C", () => {
    expect(cases.flatMap((each) => each.missing ?? [])).toEqual([]);
  });
});
