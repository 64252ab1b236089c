import { capped, key, kl, logMeanExp, normal, valueAndGrad } from "@ebm/core";
import { expectClose, expectGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { movingLogNormalizer } from "../estimates/moving-log-normalizer.js";
import { gaussian } from "../proposals/gaussian.js";
import { conditionalSnlLoss } from "./conditional-snl-loss.js";
import { type SnlInputs, snlLoss } from "./snl-loss.js";

const [batch, samples] = [6, 9];
const dataEnergy = tf.keep(tf.tensor1d(normal(key(1), batch)));
const sampleEnergy = tf.keep(tf.tensor1d(normal(key(2), samples)));
const sampleLogProb = tf.keep(tf.sub(tf.tensor1d(normal(key(3), samples)), 1)) as tf.Tensor1D;
const logWeights = tf.keep(tf.neg(tf.add(sampleEnergy, sampleLogProb)));
const logZ = tf.keep(logMeanExp<tf.Scalar>(logWeights));

const scalar = (x: tf.Tensor): number => x.dataSync()[0]!;
const loss = (b: tf.Tensor): tf.Scalar =>
  snlLoss({ dataEnergy, sampleEnergy, sampleLogProb, logNormalizer: b as tf.Scalar });

describe("snlLoss", () => {
  test("is the negative log-likelihood at the b that is log Ẑ", () => {
    expectClose(loss(logZ), tf.add(tf.mean(dataEnergy), logZ));
  });

  test.each([-3, -0.5, 0.5, 3])("exceeds it by e^δ − 1 − δ at b = log Ẑ − %d", (delta) => {
    const excess = tf.sub(loss(tf.sub(logZ, delta)), loss(logZ));
    expectClose(excess, Math.expm1(delta) - delta);
  });

  test("has 1 / batch, −w / samples and 1 − mean w as its gradients, w = exp(−E − log q − b)", () => {
    const b = tf.scalar(0.7);
    const { grad } = valueAndGrad((x: Variables) => snlLoss({ ...x, sampleLogProb }))({
      dataEnergy,
      sampleEnergy,
      logNormalizer: b,
    });
    const weights = tf.exp(tf.sub(logWeights, b));
    expectClose(grad.dataEnergy, new Array(batch).fill(1 / batch));
    expectClose(grad.sampleEnergy, tf.div(weights, -samples));
    expectClose(grad.logNormalizer, tf.sub(1, tf.mean(weights)));
  });

  test("does not differentiate the proposal", () => {
    const ofProposal = tf.grad((q: tf.Tensor) =>
      snlLoss({
        dataEnergy,
        sampleEnergy,
        sampleLogProb: q as tf.Tensor1D,
        logNormalizer: tf.scalar(0),
      }),
    );
    expect(() => ofProposal(sampleLogProb)).toThrow(/gradient/);
  });

  test("is unbiased: the mean over single draws is the value on all", () => {
    const logNormalizer = tf.scalar(0.3);
    const one = (x: tf.Tensor1D, s: number): tf.Tensor1D => tf.slice(x, s, 1);
    const single = Array.from({ length: samples }, (_, s) =>
      snlLoss({
        dataEnergy,
        sampleEnergy: one(sampleEnergy, s),
        sampleLogProb: one(sampleLogProb, s),
        logNormalizer,
      }),
    );
    expectClose(tf.mean(tf.stack(single)), loss(logNormalizer));
  });

  test("is the conditional loss where all inputs have the same draws and b", () => {
    const rows = <T extends tf.Tensor>(x: tf.Tensor1D): T =>
      tf.tile(tf.expandDims(x, 0), [batch, 1]);
    const conditional = conditionalSnlLoss({
      dataEnergy,
      sampleEnergy: rows(sampleEnergy),
      sampleLogProb: rows(sampleLogProb),
      logNormalizer: tf.fill([batch], 0.4),
    });
    expectClose(conditional, loss(tf.scalar(0.4)));
  });

  test.each([50, -50])("is finite with its gradient at b = %d", (b) => {
    const { value, grad } = valueAndGrad((x: Variables) => snlLoss({ ...x, sampleLogProb }))({
      dataEnergy,
      sampleEnergy,
      logNormalizer: tf.scalar(b),
    });
    for (const x of [value, ...Object.values(grad)]) expectFinite(x as tf.Tensor);
  });

  test("is finite with its gradient at energies of ±1e4 when capped", () => {
    const far = tf.tensor1d([1e4, -1e4, 0]);
    const { value, grad } = valueAndGrad((sampleEnergy: tf.Tensor1D) =>
      snlLoss(
        { dataEnergy: far, sampleEnergy, sampleLogProb: far, logNormalizer: tf.scalar(-1e4) },
        { divergence: capped(kl(), 10) },
      ),
    )(far);
    expectFinite(value);
    expectFinite(grad);
  });

  test("is finite with its gradient at energies of ±1e4 when b is a moving average", () => {
    const rate = 0.01;
    for (const shift of [1e4, -1e4]) {
      const energy = tf.add(sampleEnergy, shift) as tf.Tensor1D;
      const { value, grad } = valueAndGrad((sampleEnergy: tf.Tensor1D) => {
        const estimate = logMeanExp<tf.Scalar>(tf.neg(tf.add(energy, sampleLogProb)));
        const logNormalizer = movingLogNormalizer(
          { logNormalizer: tf.scalar(0), estimate },
          { rate },
        );
        return snlLoss({ dataEnergy, sampleEnergy, sampleLogProb, logNormalizer });
      })(energy);
      expectFinite(value);
      // e^(−b) Ẑ, at most 1 / rate whatever the energies
      expect(scalar(tf.neg(tf.sum(grad)))).toBeLessThanOrEqual(1.001 / rate);
    }
  });

  test("agrees with finite differences through a network", () => {
    const [x, y] = [generic([5, 2]), generic([8, 2], { seed: 1 })] as [tf.Tensor2D, tf.Tensor2D];
    const q = gaussian({
      mean: [0, 0],
      factor: [
        [2, 0],
        [0, 2],
      ],
      whitener: [
        [0.5, 0],
        [0, 0.5],
      ],
    });
    const through = (w1: tf.Tensor, w2: tf.Tensor, b: tf.Tensor): tf.Tensor => {
      const energy = (at: tf.Tensor2D): tf.Tensor1D =>
        tf.squeeze(tf.matMul(tf.tanh(tf.matMul(at, w1 as tf.Tensor2D)), w2 as tf.Tensor2D), [1]);
      return snlLoss({
        dataEnergy: energy(x),
        sampleEnergy: energy(y),
        sampleLogProb: q.logProb(y),
        logNormalizer: b as tf.Scalar,
      });
    };
    expectGradient(through, [generic([2, 4]), generic([4, 1], { seed: 3 }), tf.scalar(2)]);
  });

  test("names the input whose shape does not fit", () => {
    expect(() => loss(tf.zeros([1]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: snlLoss: \`logNormalizer\` has shape [1], expected [].]`,
    );
  });
});

// N(θ, 1) on a grid of θ: the surface of the paper's first figure
describe("snlLoss of a Gaussian of unknown mean", () => {
  test("is the negative log-likelihood at b = ½ log 2π, for every mean", () => {
    const x = normal(key(5), 50);
    const at = Float32Array.from({ length: 2001 }, (_, i) => -10 + i * 0.01);
    for (const theta of [-1, 0, 0.7]) {
      const energy = (of: Float32Array): tf.Tensor1D =>
        tf.mul(tf.square(tf.sub(tf.tensor1d(of), theta)), 0.5);
      const value = snlLoss({
        dataEnergy: energy(x),
        sampleEnergy: energy(at), // a grid of density 1/20 is a proposal too
        sampleLogProb: tf.fill([at.length], -Math.log(20.01)),
        logNormalizer: tf.scalar(Math.log(2 * Math.PI) / 2),
      });
      const exact = x.reduce((sum, xi) => sum + (xi - theta) ** 2 / 2, 0) / x.length;
      expectClose(value, exact + Math.log(2 * Math.PI) / 2, { atol: 2e-5 });
    }
  });
});

type Variables = Pick<SnlInputs, "dataEnergy" | "sampleEnergy" | "logNormalizer"> & {
  readonly [name: string]: tf.Tensor;
};

function expectFinite(x: tf.Tensor): void {
  for (const value of x.dataSync()) expect(Number.isFinite(value)).toBe(true);
}
