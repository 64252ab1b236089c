import { expectGradient, type GradientOptions } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";

/** A function that runs a kernel, with the tensors at which to differentiate it. */
export type Case = readonly [
  f: (...xs: never[]) => tf.Tensor,
  xs: readonly tf.Tensor[],
  options?: GradientOptions,
];

/** Checks the gradients of each kernel of a family. Default order: 2. */
export function describeGradients(
  family: readonly tf.GradConfig[],
  cases: Readonly<Record<string, readonly Case[]>>,
  orders: readonly number[] = [1, 2],
): void {
  test("every kernel of the family is checked", () => {
    expect(Object.keys(cases).sort()).toEqual(family.map(({ kernelName }) => kernelName).sort());
  });

  describe.each(Object.entries(cases))("%s", (kernelName, list) => {
    const typed = list as readonly [(...xs: tf.Tensor[]) => tf.Tensor, tf.Tensor[], object?][];

    test("is on the tape of each function", () => {
      for (const [f, xs] of typed) expect(kernelsOf(f, xs)).toContain(kernelName);
    });

    test.each(orders)("agrees with finite differences at order %d", (order) => {
      for (const [f, xs, options] of typed) expectGradient(f, xs, { ...options, order });
    });
  });
}

function kernelsOf(f: (...xs: tf.Tensor[]) => tf.Tensor, xs: tf.Tensor[]): string[] {
  const engine = tf.engine();
  let kernels: string[] = [];
  const recorded = (): tf.Tensor => {
    const y = f(...xs);
    kernels = engine.state.activeTape.map(({ kernelName }) => kernelName);
    return y;
  };
  tf.tidy(() => void engine.gradients(recorded, [...xs], undefined, true));
  return kernels;
}
