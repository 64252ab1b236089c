import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { cube, rankings } from "../../test/members.js";
import { plackettLuce } from "../proposals/plackett-luce.js";
import { productBernoulli } from "../proposals/product-bernoulli.js";
import { minMaxLoss } from "./min-max-loss.js";

const samplers = [
  { name: "productBernoulli", of: productBernoulli, members: cube(3) },
  { name: "plackettLuce", of: plackettLuce, members: rankings(3) },
];

describe.each(samplers)("minMaxLoss with $name", ({ of, members }) => {
  const count = members.length;
  const all = tf.keep(tf.tensor3d([members]));
  const scores = tf.keep(tf.tensor2d(normal(key(1), 3), [1, 3]));
  const energy = tf.keep(tf.tensor2d(normal(key(2), count), [1, count]));
  const logPrior = -Math.log(count);
  const data = 1; // the member that is observed

  /** The bound itself, over all members: E(y) − E_r E − KL(r, q). */
  const bound = (scores: tf.Tensor, energy: tf.Tensor): tf.Scalar => {
    const logR = of(scores as tf.Tensor2D).logProb(all);
    const cost = tf.add(energy, tf.sub(logR, logPrior));
    return tf.sub(tf.sum(tf.slice(energy, [0, data], [1, 1])), tf.sum(tf.mul(tf.exp(logR), cost)));
  };
  /** By a pair of draws. */
  const loss = (scores: tf.Tensor, energy: tf.Tensor, pair: readonly number[]): tf.Scalar => {
    const drawn = tf.tensor1d([...pair], "int32");
    return minMaxLoss({
      dataEnergy: tf.reshape(tf.slice(energy, [0, data], [1, 1]), [1]),
      sampleEnergy: tf.gather(energy as tf.Tensor2D, drawn, 1),
      sampleLogProb: of(scores as tf.Tensor2D).logProb(tf.gather(all, drawn, 1)),
      logPrior,
    });
  };

  test("has the bound for its mean, its slope in E, and less its slope in r", () => {
    const likely = tf.exp(of(scores).logProb(all)).dataSync();
    const mean = new Float64Array(1 + count + 3);
    for (const a of members.keys()) {
      for (const b of members.keys()) {
        const value = loss(scores, energy, [a, b]).dataSync();
        const [ds, de] = tf.grads((s: tf.Tensor, e: tf.Tensor) => loss(s, e, [a, b]))([
          scores,
          energy,
        ]);
        const found = [...value, ...de!.dataSync(), ...ds!.dataSync()];
        for (const [i, x] of found.entries()) mean[i]! += likely[a]! * likely[b]! * x;
      }
    }
    const [ds, de] = tf.grads(bound)([scores, energy]);
    const exact = [
      ...bound(scores, energy).dataSync(),
      ...de!.dataSync(),
      ...tf.neg(ds!).dataSync(),
    ];
    expectClose(mean, exact, { atol: 1e-5 });
  });

  test("bounds the negative log-likelihood from below, by KL(r, p)", () => {
    const [e, logR] = [energy.dataSync<"float32">(), of(scores).logProb(all).dataSync<"float32">()];
    const logZ = Math.log(e.reduce((sum, each) => sum + Math.exp(-each), 0) / count);
    const divergence = logR.reduce(
      (sum, log, m) => sum + Math.exp(log) * (log - (logPrior - e[m]! - logZ)),
      0,
    );
    expect(divergence).toBeGreaterThan(0.01);
    expectClose(bound(scores, energy), e[data]! + logZ - divergence);
  });
});

test("a sampler that is the model bounds with no gap, and every draw says so", () => {
  const scores = tf.tensor2d([[1, -2, 0.5]]);
  const y = tf.tensor3d([
    [
      [1, 0, 1],
      [0, 0, 1],
      [1, 1, 1],
    ],
  ]);
  const loss = minMaxLoss({
    dataEnergy: tf.tensor1d([0]),
    sampleEnergy: tf.neg(tf.squeeze(tf.matMul(y, tf.expandDims(scores, 2)), [2])),
    sampleLogProb: productBernoulli(scores).logProb(y),
    logPrior: -3 * Math.LN2,
  });
  expectClose(loss, 0.3348251410614661); // log mean exp⟨u, y⟩ over the cube
});

test("minMaxLoss has a tenth of the variance it would have without a baseline, or less", () => {
  // the variance of the sampler's slope over all pairs, against that without a baseline
  const scores = tf.tensor2d([[0.4]]);
  const [energies, p] = [[5, 5.5], 1 / (1 + Math.exp(-0.4))];
  const slopes = { baseline: [0, 0], plain: [0, 0] };
  const likely = [1 - p, p];
  const note = (into: number[], weight: number, slope: number): void => {
    into[0]! += weight * slope;
    into[1]! += weight * slope ** 2;
  };
  for (const [a, b] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    const y = tf.tensor3d([[[a], [b]]]);
    const weight = likely[a]! * likely[b]!;
    const slope = tf.grad((s: tf.Tensor) =>
      minMaxLoss({
        dataEnergy: tf.zeros([1]),
        sampleEnergy: tf.tensor2d([[energies[a]!, energies[b]!]]),
        sampleLogProb: productBernoulli(s as tf.Tensor2D).logProb(y),
        logPrior: -Math.LN2,
      }),
    )(scores);
    note(slopes.baseline, weight, slope.dataSync()[0]!);
    const cost = (m: number): number => energies[m]! + Math.log(likely[m]!) + Math.LN2;
    note(slopes.plain, weight, (cost(a) * (a - p) + cost(b) * (b - p)) / 2);
  }
  expectClose(slopes.baseline[0]!, slopes.plain[0]!);
  const variance = ([mean, square]: number[]): number => square! - mean! ** 2;
  expect(variance(slopes.baseline)).toBeLessThan(variance(slopes.plain) / 10);
});

test("minMaxLoss refuses a single draw", () => {
  const one = tf.zeros([1, 1]) as tf.Tensor2D;
  const inputs = { dataEnergy: tf.zeros([1]) as tf.Tensor1D, logPrior: 0 };
  expect(() =>
    minMaxLoss({ ...inputs, sampleEnergy: one, sampleLogProb: one }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: minMaxLoss: \`sampleEnergy\` has 1 samples, expected 2 or more.]`,
  );
});
