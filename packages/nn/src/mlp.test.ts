import { key, leaves, withLeaves } from "@ebm/core";
import { expectClose, expectGradient, expectSecondGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { initMlp } from "./init-mlp.js";
import { type Activation, type MlpParams, mlp } from "./mlp.js";

const formulas: Record<Activation, (x: number) => number> = {
  relu: (x) => Math.max(0, x),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  tanh: Math.tanh,
  swish: (x) => x / (1 + Math.exp(-x)),
  softplus: (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))),
};
const names = Object.keys(formulas) as Activation[];

/** One unit after another, so that the activation is seen alone. */
const unit = {
  weight: tf.keep(tf.ones<tf.Rank.R2>([1, 1])),
  bias: tf.keep(tf.zeros<tf.Rank.R1>([1])),
};

describe("mlp", () => {
  test.each(names)("applies %s between layers, right to ±1e4", (activation) => {
    const x = [-1e4, -90, -20, -3, -0.5, -1e-3, 0, 1e-3, 0.5, 3, 20, 90, 1e4];
    const out = mlp([unit, unit], tf.tensor2d(x, [x.length, 1]), { activation });
    expectClose(out, x.map(formulas[activation]), { rtol: 1e-6, atol: 1e-7 });
  });

  test.each(names)("agrees with loops over layers and units: %s", (activation) => {
    const params = initMlp({ key: key(1), sizes: [3, 5, 4, 2], activation });
    const x = [0.3, -1.2, 2];
    let h: number[] = x;
    for (const [layer, { weight, bias }] of params.entries()) {
      const w = weight.arraySync();
      h = [...bias.dataSync()].map((b, j) => h.reduce((sum, v, i) => sum + v * w[i]![j]!, b));
      if (layer < 2) h = h.map(formulas[activation]);
    }
    expectClose(mlp(params, tf.tensor2d([x]), { activation }), h);
  });

  test.each(names)("has first and second gradients in x and parameters: %s", (activation) => {
    const params = initMlp({ key: key(1), sizes: [2, 4, 3, 1], activation });
    const f = (x: tf.Tensor, ...replaced: tf.Tensor[]): tf.Tensor =>
      mlp(withLeaves(params, replaced), x as tf.Tensor2D, { activation });
    const xs = [generic([3, 2]), ...leaves(params)];
    // a small step, since relu and elu have kinks
    expectGradient(f, xs, { step: 1 / 256, rtol: 2e-3, atol: 2e-3 });
    expectSecondGradient(f, xs, { step: 1 / 256, rtol: 2e-3, atol: 2e-3 });
  });

  test("is linear with one layer", () => {
    const params = initMlp({ key: key(2), sizes: [3, 2] });
    const [x, y] = [tf.tensor2d([[1, -2, 3]]), tf.tensor2d([[-4, 0, 5]])];
    expectClose(mlp(params, tf.add(x, y)), tf.add(mlp(params, x), mlp(params, y)));
  });

  test("refuses parameters of another form", () => {
    const layer = { weight: tf.zeros([2, 3]), bias: tf.zeros([3]) };
    const call = (params: unknown) => () => mlp(params as MlpParams, tf.zeros([1, 2]));
    expect(call(layer)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: mlp: \`params\` has weight, bias, expected a list of { weight, bias }, as initMlp returns.]`,
    );
    expect(call([{ kernel: layer.weight, bias: layer.bias }])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: mlp: \`params\` has kernel, bias in a layer, expected a list of { weight, bias }, as initMlp returns.]`,
    );
    expect(call(undefined)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: mlp: \`params\` has no layers, expected a list of { weight, bias }, as initMlp returns.]`,
    );
  });

  test("names the input whose shape does not fit", () => {
    const params = initMlp({ key: key(3), sizes: [4, 2] });
    expect(() => mlp(params, tf.zeros([3, 5]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: mlp: \`x\` has shape [3, 5], expected [batch, inputs] where inputs = 4.]`,
    );
  });
});
