import { key, normal, scan, valueAndGrad } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { expectParity, expectSame, openTraced, type Tensors } from "../test/expect-parity.js";
import { encodeModel, type Traceable, trace } from "./index.js";

const floats = (seed: number, ...shape: number[]): tf.Tensor =>
  tf.keep(
    tf.tensor(
      normal(
        key(seed),
        shape.reduce((a, b) => a * b, 1),
      ),
      shape,
    ),
  );

const precision = floats(1, 3, 3);
const energy = (x: tf.Tensor): tf.Scalar => {
  const y = tf.matMul(x, precision);
  return tf.sum(tf.logSumExp(tf.square(y), 1));
};

/** x ← x − ε·∇E(x) + √(2ε)·z: the unadjusted Langevin algorithm. */
const langevin: Traceable = ({ start, noise }) =>
  scan(
    (x: tf.Tensor, z: tf.Tensor) => {
      const { grad } = valueAndGrad(energy)(x);
      return tf.add(tf.sub(x, tf.mul(grad, 0.01)), tf.mul(z, Math.sqrt(0.02)));
    },
    start!,
    noise!,
  );

describe("a scan", () => {
  test("is a Langevin sampler, gradient included, at any batch", async () => {
    const inputs = { start: floats(2, 4, 3), noise: floats(3, 50, 4, 3) };
    await expectParity(langevin, inputs);
    const session = await openTraced(langevin, {
      start: { shape: ["batch", 3], dtype: "float32" },
      noise: { shape: [50, "batch", 3], dtype: "float32" },
    });
    for (const batch of [1, 2, 7]) {
      const at = { start: floats(4, batch, 3), noise: floats(5, 50, batch, 3) };
      await expectSame(session, langevin, at);
    }
  });

  test("is one node, however many steps", () => {
    const size = (steps: number): number => {
      const specs = { start: floats(2, 4, 3), noise: { shape: [steps, 4, 3], dtype: "float32" } };
      return encodeModel(trace(langevin, specs)).length;
    };
    expect(Math.abs(size(10_000) - size(2))).toBeLessThan(10);
  });

  test("computes outside what is the same at each step", () =>
    expectParity(
      ({ w, x, z }) => {
        const scaled = tf.exp(w!);
        return scan(
          (s: tf.Tensor, n: tf.Tensor) => tf.add(tf.mul(s, tf.mean(tf.tanh(scaled))), n),
          x!,
          z!,
        );
      },
      { w: floats(6, 5), x: floats(7, 2), z: floats(8, 6, 2) },
    ));

  test("keeps trees, integers, states that stay, and states that are swapped", () =>
    expectParity(
      ({ a, b, i, z }) => {
        type State = { a: tf.Tensor; list: tf.Tensor[]; i: tf.Tensor; fixed: tf.Tensor };
        const { list, ...rest } = scan(
          (s: State, n: { z: tf.Tensor }) => ({
            a: s.list[0]!,
            list: [s.a, tf.add(s.list[1]!, n.z)],
            i: tf.add(s.i, tf.scalar(1, "int32")),
            fixed: s.fixed,
          }),
          { a: a!, list: [b!, b!], i: i!, fixed: tf.ones([2]) },
          { z: z! },
        );
        return { out: rest.a, count: rest.i, fixed: rest.fixed, first: list[0]!, second: list[1]! };
      },
      { a: floats(1, 2), b: floats(2, 2), i: tf.keep(tf.scalar(3, "int32")), z: floats(3, 5, 2) },
    ));

  test("nests", () =>
    expectParity(
      ({ x, z }) =>
        scan(
          (s: tf.Tensor, n: tf.Tensor) =>
            scan((t: tf.Tensor, m: tf.Tensor) => tf.tanh(tf.add(tf.mul(t, m), s)), s, n),
          x!,
          z!,
        ),
      { x: floats(1, 3), z: floats(2, 4, 5, 3) },
    ));

  test("is unrolled under a gradient, and differentiated", () => {
    const unrolled = (inputs: Tensors): tf.Tensor =>
      valueAndGrad((x: tf.Tensor) =>
        tf.sum(scan((s: tf.Tensor, n: tf.Tensor) => tf.sin(tf.add(s, n)), x, inputs.z!)),
      )(inputs.x!).grad;
    return expectParity(unrolled, { x: floats(1, 3), z: floats(2, 4, 3) });
  });
});
