import { valueAndGrad } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { batch, dataEnergy, dataLogProb, far, samples, shared } from "../../test/loss-inputs.js";
import { nceLoss } from "./nce-loss.js";

const sigmoid = (h: number): number => 1 / (1 + Math.exp(-h));

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
