import { key, normal, uniform } from "@ebm/core";
import { exactPartition } from "@ebm/joint-partition";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { initModelParams } from "./init-model-params.js";
import { jointLosses } from "./joint-losses.js";
import { labelRankingModel } from "./label-ranking-model.js";
import { modelLoss } from "./model-loss.js";
import { multilabelModel } from "./multilabel-model.js";

const { logistic, sparsemax } = jointLosses;
const LABELS = 3;
const ROWS = 5;

// noise out of which each member of Y is drawn once
const bits = [0.2, 0.7];
const subsets = bits.flatMap((a) => bits.flatMap((b) => bits.map((c) => [a, b, c])));
const orders = [
  [0.1, 0.5, 0.9],
  [0.1, 0.9, 0.5],
  [0.5, 0.1, 0.9],
  [0.5, 0.9, 0.1],
  [0.9, 0.1, 0.5],
  [0.9, 0.5, 0.1],
];

const activation = "relu";

describe.each([
  { loss: logistic, model: multilabelModel(LABELS, "unary"), noise: subsets },
  { loss: sparsemax, model: multilabelModel(LABELS, "pairwise"), noise: subsets },
  { loss: logistic, model: labelRankingModel(LABELS, "permutahedron"), noise: orders },
  { loss: sparsemax, model: labelRankingModel(LABELS, "birkhoff"), noise: orders },
])("modelLoss of $model.name, $loss.name", ({ loss: of, model, noise }) => {
  const x = tf.zeros<tf.Rank.R2>([ROWS, 2]);
  const members = [...model.structure.enumerate()];
  const y = tf.tensor2d(Array.from({ length: ROWS }, (_, i) => [...members[i]!]));
  const widths = { features: 2, hidden: [], logPartitionHidden: [], activation } as const;
  const start = initModelParams({ key: key(3), model, ...widths });
  const loss = modelLoss(model, { loss: of, activation });

  test("is 0 where it starts: there p = q, and τ = 0 is exact", () => {
    const uniforms = tf.tensor2d(uniform(key(2), 12), [4, 3]);
    expectClose(loss(start, { x, y, uniforms }), 0);
  });

  test("is the exact loss where every y is drawn and τ is exact, and above it elsewhere", () => {
    const scores = normal(key(4), model.scores);
    const energies = model.energies(scores);
    const row = tf.tensor2d(scores, [1, model.scores]);
    const dataEnergy = model.energy(tf.tile<tf.Tensor2D>(row, [ROWS, 1]), y);
    const { logPartition, value } = exactPartition(energies, { divergence: of.divergence });
    const exact = tf.mean(dataEnergy).dataSync()[0]! + value;

    // x is 0, so the networks give their biases
    const at = (tau: number): number => {
      const params = {
        scores: [{ ...start.scores[0]!, bias: tf.tensor1d(scores) }],
        logPartition: [{ ...start.logPartition[0]!, bias: tf.tensor1d([tau]) }],
      };
      return loss(params, { x, y, uniforms: tf.tensor2d(noise) }).dataSync()[0]!;
    };
    expect(at(logPartition)).toBeCloseTo(exact, 5);
    for (const shift of [-0.5, 0.5]) expect(at(logPartition + shift)).toBeGreaterThan(exact + 0.01);
  });
});

describe("labels of which only some are known", () => {
  const model = multilabelModel(LABELS, "unary");
  const scores = tf.keep(tf.tensor2d(normal(key(5), ROWS * LABELS), [ROWS, LABELS]));
  const y = tf.keep(tf.tensor2d([0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1], [ROWS, LABELS]));
  const known = tf.keep(tf.tensor2d([1, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1], [ROWS, LABELS]));

  test("have the energy of all y that agree with them", () => {
    const members = [...model.structure.enumerate()];
    const [labels, mask] = [y.arraySync(), known.arraySync()];
    const expected = scores.arraySync().map((row, i) => {
      const energies = model.energies(row);
      const agree = members.map((member) =>
        [...member].every((bit, j) => mask[i]![j] === 0 || bit === labels[i]![j]),
      );
      return -Math.log(energies.reduce((sum, e, m) => sum + (agree[m] ? Math.exp(-e) : 0), 0));
    });
    expectClose(model.observedEnergy!(scores, { y, known }), expected, { rtol: 1e-5, atol: 1e-5 });
  });

  test("count as if the likelihood of the unknown ones were left out", () => {
    const partial = tf.add(model.observedEnergy!(scores, { y, known }), model.logPartition(scores));
    const each = tf.sub(tf.softplus(scores), tf.mul(scores, y));
    expectClose(partial, tf.sum(tf.mul(each, known), 1), { rtol: 1e-5, atol: 1e-5 });
  });

  test("what stands for an unknown label does not matter, and weights scale the rows", () => {
    const params = initModelParams({
      key: key(3),
      model,
      features: 2,
      hidden: [4],
      logPartitionHidden: [],
      activation,
    });
    const loss = modelLoss(model, { loss: logistic, activation });
    const x = tf.tensor2d(normal(key(6), 2 * ROWS), [ROWS, 2]);
    const uniforms = tf.tensor2d(uniform(key(2), 12), [4, 3]);
    const other = tf.add<tf.Tensor2D>(tf.mul(y, known), tf.mul(9, tf.sub(1, known)));
    const value = loss(params, { x, y, uniforms, known });
    expectClose(loss(params, { x, y: other, uniforms, known }), value);
    const twice = tf.fill([ROWS, 1], 2) as tf.Tensor2D;
    expectClose(loss(params, { x, y, uniforms, known, weights: twice }), tf.mul(2, value));
    const pairwise = multilabelModel(LABELS, "pairwise");
    const start = initModelParams({
      key: key(3),
      model: pairwise,
      features: 2,
      hidden: [],
      logPartitionHidden: [],
      activation,
    });
    expect(() =>
      modelLoss(pairwise, { loss: logistic, activation })(start, { x, y, uniforms, known }),
    ).toThrow(
      "modelLoss: `known` is given, for which pairwise with logistic loss has no closed form, expected a unary model and logistic loss.",
    );
  });
});
