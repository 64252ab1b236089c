import { expectClose, expectGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { registerGradients } from "../gradients.js";
import { valueAndGrad } from "../value-and-grad.js";

describe("lists that are changed in place after the call keep the gradient", () => {
  const x = generic([2, 3]);
  const squares = (parts: tf.Tensor[]): tf.Tensor =>
    tf.addN(parts.map((part, i) => tf.mul(i + 1, tf.sum(tf.square(part)))));
  const rest = <T>(list: T[], change: (list: T[]) => void): T[] => {
    change(list);
    return list;
  };

  test.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ["split, reversed", (x) => squares(tf.split(x, 3, 1).reverse())],
    ["split, sorted", (x) => squares(tf.split(x, 3, 1).sort((a, b) => b.id - a.id))],
    ["split, without the first", (x) => squares(rest(tf.split(x, 3, 1), (l) => l.shift()))],
    ["split, without the last", (x) => squares(rest(tf.split(x, 3, 1), (l) => l.pop()))],
    ["split, spliced", (x) => squares(rest(tf.split(x, 3, 1), (l) => l.splice(1, 1)))],
    ["unstack, filled", (x) => squares(rest(tf.unstack(x), (l) => l.fill(l[0]!)))],
    [
      "the begin of a slice",
      (x) => {
        const [begin, size] = [
          [0, 0],
          [1, 2],
        ];
        const first = tf.slice(x, begin, size);
        begin[0] = 1;
        begin[1] = 1;
        return squares([first, tf.slice(x, begin, size)]);
      },
    ],
    [
      "the order of a transpose",
      (x) => {
        const order = [1, 0];
        const transposed = tf.transpose(x, order);
        order.reverse();
        return squares([tf.slice(transposed, [0, 0], [1, 2])]);
      },
    ],
  ])("%s", (_, f) => {
    expectGradient(f, [x]);
    expectClose(tf.grad(f)(x), valueAndGrad(f)(x).grad);
  });
});

describe("batchNorm", () => {
  const x = generic([4, 3], { from: -1, to: 1 });
  const [mean, variance] = [generic([3], { seed: 1 }), generic([3], { from: 0.5, to: 2 })];
  const [scale, offset] = [generic([3], { seed: 2 }), generic([3], { seed: 3 })];
  const norm =
    (scale?: tf.Tensor, offset?: tf.Tensor) => (x: tf.Tensor, m: tf.Tensor, v: tf.Tensor) =>
      tf.sum(tf.sin(tf.batchNorm(x, m, v, offset as tf.Tensor1D, scale as tf.Tensor1D)));

  test.each([
    ["neither", norm()],
    ["a scale", norm(scale)],
    ["an offset", norm(undefined, offset)],
    ["both", norm(scale, offset)],
  ])("differentiates twice with %s", (_, f) => {
    expectGradient(f, [x, mean, variance], { step: 1 / 64 });
    const slope = (x: tf.Tensor): tf.Tensor =>
      tf.sum(tf.square(valueAndGrad((x: tf.Tensor) => f(x, mean, variance))(x).grad));
    expectGradient(slope, [x], { step: 1 / 64 });
  });

  test("differentiates in the offset alone and in the scale alone", () => {
    expectGradient((o) => norm(undefined, o)(x, mean, variance), [offset]);
    expectGradient((s) => norm(s)(x, mean, variance), [scale]);
  });
});

test("the tape is mended once", () => {
  const engine = tf.engine() as unknown as { readonly addTapeNode: unknown };
  const mended = engine.addTapeNode;
  registerGradients();
  expect(engine.addTapeNode).toBe(mended);
});
