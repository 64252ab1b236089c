import { logMeanExp, valueAndGrad } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, test } from "vitest";
import { batch, dataEnergy, far, own, samples, shared } from "../../test/loss-inputs.js";
import { importanceLoss } from "./importance-loss.js";
import { snlLoss } from "./snl-loss.js";

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
