import { key, normal, uniform } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { cube } from "../../test/members.js";
import { exactPartition } from "../exact-partition.js";
import { jointPartitionLoss } from "../joint-partition-loss.js";
import { contrastiveDivergenceLoss } from "./contrastive-divergence-loss.js";
import { exactNll } from "./exact-nll.js";
import { rankingNceLoss } from "./ranking-nce-loss.js";

const energies: tf.Tensor2D = tf.keep(tf.tensor2d(normal(key(1), 24), [3, 8]));
const observed = [2, 7, 0];
const dataEnergy = tf.keep(tf.tensor1d(observed.map((y, i) => energies.arraySync()[i]![y]!)));
const exact = energies.arraySync().map((row) => exactPartition(row));
const logPartition = (e: tf.Tensor): tf.Tensor1D =>
  tf.sub(tf.logSumExp(tf.neg(e), 1), Math.log(8)) as tf.Tensor1D;
const pick = (e: tf.Tensor): tf.Tensor1D =>
  tf.sum(tf.mul(e, tf.oneHot(tf.tensor1d(observed, "int32"), 8)), 1);

describe("exactNll", () => {
  const nll = (e: tf.Tensor): tf.Scalar =>
    exactNll({ dataEnergy: pick(e), exactLogPartition: logPartition(e) });

  test("is the mean −log p(y), up to log q", () => {
    const surprise = exact.map(
      ({ probabilities }, i) => -Math.log(8 * probabilities[observed[i]!]!),
    );
    expectClose(nll(energies), surprise.reduce((a, b) => a + b) / 3);
  });

  test("is the least joint loss over τ", () => {
    const tau = tf.tensor1d(exact.map((row) => row.logPartition));
    const joint = (shift: number): tf.Scalar =>
      jointPartitionLoss({ dataEnergy, sampleEnergy: energies, logPartition: tf.add(tau, shift) });
    expectClose(joint(0), nll(energies));
    for (const shift of [-0.3, 0.3]) {
      expect(joint(shift).dataSync()[0]).toBeGreaterThan(nll(energies).dataSync()[0]!);
    }
  });

  test("is right to differentiate", () => {
    expectGradient(nll, [energies]);
  });
});

describe("contrastiveDivergenceLoss", () => {
  test("has in the mean over draws from the model the gradient of the likelihood", () => {
    // a chain that has arrived: every y as a chain, its gradient weighed by p(y)
    const nll = tf.grad((e: tf.Tensor) =>
      exactNll({ dataEnergy: pick(e), exactLogPartition: logPartition(e) }),
    )(energies);
    let mean: tf.Tensor = tf.zeros([3, 8]);
    for (let y = 0; y < 8; y++) {
      const slope = tf.grad((e: tf.Tensor) =>
        contrastiveDivergenceLoss({
          dataEnergy: pick(e),
          sampleEnergy: tf.slice(e as tf.Tensor2D, [0, y], [3, 1]),
        }),
      )(energies);
      // rows are independent: each is weighed by its own p(y)
      const p = exact.map(({ probabilities }) => [probabilities[y]!]);
      mean = tf.add(mean, tf.mul(slope, tf.tensor2d(p)));
    }
    expectClose(mean, nll);
  });

  test("is the difference of mean energies", () => {
    const found = contrastiveDivergenceLoss({ dataEnergy, sampleEnergy: energies });
    const all = energies.dataSync<"float32">();
    const data = dataEnergy.dataSync<"float32">();
    expectClose(found, data.reduce((a, b) => a + b) / 3 - all.reduce((a, b) => a + b) / 24);
  });

  test("names the input whose shape does not fit, and refuses no chain", () => {
    expect(() =>
      contrastiveDivergenceLoss({ dataEnergy: tf.zeros([2]), sampleEnergy: energies }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: contrastiveDivergenceLoss: \`sampleEnergy\` has shape [3, 8], expected [batch, samples] where batch = 2.]`,
    );
    expect(() =>
      contrastiveDivergenceLoss({ dataEnergy, sampleEnergy: tf.zeros([3, 0]) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: contrastiveDivergenceLoss: \`sampleEnergy\` has 0 samples, expected 1 or more.]`,
    );
  });
});

describe("rankingNceLoss", () => {
  const [e, theta] = [normal(key(2), 4), normal(key(3), 4)];
  const { probabilities } = exactPartition(e);

  /** The mean loss of energies over y ~ p and two draws from a uniform q, by enumeration. */
  const mean = (energy: tf.Tensor): tf.Tensor => {
    const at = (y: number): tf.Tensor1D => tf.slice(energy as tf.Tensor1D, [y], [1]);
    const terms = triples().map(([y, a, b]) => {
      const sampleEnergy = tf.expandDims<tf.Tensor2D>(tf.concat([at(a), at(b)]), 0);
      const loss = rankingNceLoss({ dataEnergy: at(y), sampleEnergy });
      return tf.mul(loss, probabilities[y]! / 16);
    });
    return tf.addN(terms);
  };

  test("has no gradient at the true energy, for any number of draws, and is least there", () => {
    const at = tf.tensor1d(e);
    expectClose(tf.grad(mean)(at), [0, 0, 0, 0], { atol: 1e-6 });
    for (const step of [0.1, 1]) {
      const away = mean(tf.add(at, tf.mul(step, tf.tensor1d(theta)))).dataSync()[0]!;
      expect(away).toBeGreaterThan(mean(at).dataSync()[0]!);
    }
  });

  test("nears the negative log-likelihood as draws grow", () => {
    const draws = 20_000;
    const y = Array.from(uniform(key(4), draws), (u) => Math.floor(4 * u));
    const sampleEnergy = tf.tensor2d([y.map((each) => e[each]!)]);
    const loss = rankingNceLoss({ dataEnergy: tf.tensor1d([e[1]!]), sampleEnergy });
    const sd = Math.sqrt(probabilities.reduce((sum, p) => sum + 4 * p * p, 0) - 1);
    const exact = -Math.log(4 * probabilities[1]!);
    expectClose(loss, exact, { rtol: 0, atol: (4 * sd) / Math.sqrt(draws) });
  });

  test("is finite at energies of ±1e4, and so is its gradient", () => {
    const far = tf.tensor2d([[1e4, -1e4, 0]]);
    const loss = (s: tf.Tensor): tf.Scalar =>
      rankingNceLoss({ dataEnergy: tf.zeros([1]), sampleEnergy: s as tf.Tensor2D });
    expectClose(loss(far), 1e4 - Math.log(4));
    expectClose(tf.grad(loss)(far), [0, -1, 0]);
    expectGradient(loss, [tf.tensor2d([[1, -1, 0]])]);
  });

  test("names the input whose shape does not fit", () => {
    expect(() =>
      rankingNceLoss({ dataEnergy: tf.zeros([2]), sampleEnergy: energies }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: rankingNceLoss: \`sampleEnergy\` has shape [3, 8], expected [batch, samples] where batch = 2.]`,
    );
  });
});

/** All triples over four. */
function triples(): [number, number, number][] {
  return cube(6).map(([a, b, c, d, e, f]) => [2 * a! + b!, 2 * c! + d!, 2 * e! + f!]);
}
