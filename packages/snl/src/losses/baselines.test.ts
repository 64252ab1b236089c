import { key, logMeanExp, normal, valueAndGrad } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { contrastiveDivergenceLoss } from "./contrastive-divergence-loss.js";
import { importanceLoss } from "./importance-loss.js";
import { nceLoss } from "./nce-loss.js";
import { proposalKlLoss } from "./proposal-kl-loss.js";
import { rankingNceLoss } from "./ranking-nce-loss.js";
import { snlLoss } from "./snl-loss.js";

const [batch, samples] = [4, 6];
const vector = (seed: number, size: number): tf.Tensor1D =>
  tf.keep(tf.tensor1d(normal(key(seed), size)));
const matrix = (seed: number): tf.Tensor2D =>
  tf.keep(tf.tensor2d(normal(key(seed), batch * samples), [batch, samples]));
const dataEnergy = vector(1, batch);
const dataLogProb = vector(2, batch);
const shared = { dataEnergy, sampleEnergy: vector(3, samples), sampleLogProb: vector(4, samples) };
const own = { dataEnergy, sampleEnergy: matrix(5), sampleLogProb: matrix(6) };

const scalar = (x: tf.Tensor): number => x.dataSync()[0]!;
const sigmoid = (h: number): number => 1 / (1 + Math.exp(-h));
const far = (size: number): tf.Tensor1D =>
  tf.tensor1d(Array.from({ length: size }, (_, i) => (i % 2 ? 1e4 : -1e4)));

describe("importanceLoss", () => {
  test("is snlLoss at b = log Ẑ, in value and in gradient", () => {
    const logWeights = tf.neg(tf.add(shared.sampleEnergy, shared.sampleLogProb));
    const logNormalizer = logMeanExp<tf.Scalar>(logWeights);
    expectClose(importanceLoss(shared), snlLoss({ ...shared, logNormalizer }));
    const by = (loss: (e: tf.Tensor1D) => tf.Scalar): tf.Tensor1D =>
      valueAndGrad(loss)(shared.sampleEnergy).grad;
    expectClose(
      by((sampleEnergy) => importanceLoss({ ...shared, sampleEnergy })),
      by((sampleEnergy) => snlLoss({ ...shared, sampleEnergy, logNormalizer })),
    );
  });

  test("takes the draws of each input, where they are its own", () => {
    const rows = Array.from({ length: batch }, (_, i) => {
      const row = (x: tf.Tensor2D): tf.Tensor1D => tf.reshape(tf.slice(x, i, 1), [samples]);
      return importanceLoss({
        dataEnergy: tf.slice(dataEnergy, i, 1),
        sampleEnergy: row(own.sampleEnergy),
        sampleLogProb: row(own.sampleLogProb),
      });
    });
    expectClose(importanceLoss(own), tf.mean(tf.stack(rows)));
  });

  test("is finite at energies of ±1e4", () => {
    const value = importanceLoss({ ...shared, sampleEnergy: far(samples) });
    expectClose(tf.sub(value, tf.mean(dataEnergy)), 1e4, { rtol: 1e-3 });
  });
});

describe("nceLoss", () => {
  test.each([undefined, 3])("is the logistic loss of telling data from draws, ν = %s", (ratio) => {
    const nu = ratio ?? samples / batch;
    const h = (energy: number, logQ: number): number => -energy - 0.3 - logQ - Math.log(nu);
    const [e, q] = [dataEnergy.arraySync(), dataLogProb.arraySync()];
    const [es, qs] = [shared.sampleEnergy.arraySync(), shared.sampleLogProb.arraySync()];
    const missed = e.map((x, i) => -Math.log(sigmoid(h(x, q[i]!))));
    const fooled = es.map((x, i) => -Math.log(1 - sigmoid(h(x, qs[i]!))));
    const mean = (x: number[]): number => x.reduce((a, b) => a + b) / x.length;
    const inputs = { ...shared, dataLogProb, logNormalizer: tf.scalar(0.3) };
    const loss = ratio === undefined ? nceLoss(inputs) : nceLoss(inputs, { noiseRatio: ratio });
    expectClose(loss, mean(missed) + nu * mean(fooled));
  });

  test("has no gradient in expectation at the truth, whatever ν", () => {
    // four points: the data are p of them, the draws q, each as often as likely
    const [p, q] = [
      [4, 2, 1, 1],
      [2, 2, 2, 2],
    ];
    const of = (counts: number[], values: number[]): number[] =>
      counts.flatMap((count, i) => new Array<number>(count).fill(values[i]!));
    const energy = p.map((count) => -Math.log(count / 8) - 0.5); // b = 0.5
    const logQ = q.map((count) => Math.log(count / 8));
    for (const noiseRatio of [0.1, 1, 20]) {
      const { grad } = valueAndGrad(
        ({ e, b }: { readonly e: tf.Tensor1D; readonly b: tf.Scalar }) => {
          const at = (counts: number[]): tf.Tensor1D =>
            tf.gather(e, tf.tensor1d(of(counts, [0, 1, 2, 3]), "int32"));
          return nceLoss(
            {
              dataEnergy: at(p),
              dataLogProb: tf.tensor1d(of(p, logQ)),
              sampleEnergy: at(q),
              sampleLogProb: tf.tensor1d(of(q, logQ)),
              logNormalizer: b,
            },
            { noiseRatio },
          );
        },
      )({ e: tf.tensor1d(energy), b: tf.scalar(0.5) });
      expectClose(grad.e, [0, 0, 0, 0], { atol: 1e-6 });
      expectClose(grad.b, [0], { atol: 1e-6 });
    }
  });

  test("is finite with its gradient at energies of ±1e4", () => {
    const { value, grad } = valueAndGrad((sampleEnergy: tf.Tensor1D) =>
      nceLoss({
        dataEnergy: far(batch),
        dataLogProb,
        sampleEnergy,
        sampleLogProb: shared.sampleLogProb,
        logNormalizer: tf.scalar(0),
      }),
    )(far(samples));
    for (const x of [...value.dataSync(), ...grad.dataSync()])
      expect(Number.isFinite(x)).toBe(true);
  });

  test("refuses a ratio that is none", () => {
    const inputs = { ...shared, dataLogProb, logNormalizer: tf.scalar(0) };
    expect(() => nceLoss(inputs, { noiseRatio: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: nceLoss: \`noiseRatio\` is 0, expected a positive number.]`,
    );
  });
});

describe("rankingNceLoss", () => {
  const inputs = { ...own, dataLogProb };

  test("is the log-probability of picking the datum", () => {
    const s = (e: number, q: number): number => Math.exp(-e - q);
    const [es, qs] = [own.sampleEnergy.arraySync(), own.sampleLogProb.arraySync()];
    const rows = es.map((row, i) => {
      const datum = s(dataEnergy.arraySync()[i]!, dataLogProb.arraySync()[i]!);
      return -Math.log(datum / row.reduce((sum, e, k) => sum + s(e, qs[i]![k]!), datum));
    });
    expectClose(rankingNceLoss(inputs), rows.reduce((a, b) => a + b) / batch);
  });

  test("does not change as the energies of an input rise by the same", () => {
    const shift = tf.tensor1d([1, -2, 5, 0]);
    const moved = rankingNceLoss({
      ...inputs,
      dataEnergy: tf.add(dataEnergy, shift),
      sampleEnergy: tf.add(own.sampleEnergy, tf.expandDims(shift, 1)),
    });
    expectClose(moved, rankingNceLoss(inputs));
  });

  test("is finite at energies of ±1e4", () => {
    expect(Number.isFinite(scalar(rankingNceLoss({ ...inputs, dataEnergy: far(batch) })))).toBe(
      true,
    );
  });
});

describe("contrastiveDivergenceLoss", () => {
  test("is the difference of the mean energies", () => {
    const loss = contrastiveDivergenceLoss(shared);
    expectClose(loss, tf.sub(tf.mean(dataEnergy), tf.mean(shared.sampleEnergy)));
  });
});

describe("proposalKlLoss", () => {
  test("has the gradient of the cross-entropy to the self-normalised draws", () => {
    const { grad } = valueAndGrad((sampleLogProb: tf.Tensor2D) =>
      proposalKlLoss({ ...own, sampleLogProb }),
    )(own.sampleLogProb);
    const shares = tf.softmax(tf.neg(tf.add(own.sampleEnergy, own.sampleLogProb)));
    expectClose(grad, tf.div(shares, -batch));
  });
});
