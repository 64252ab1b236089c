import { capped, key, kl, normal } from "@ebm/core";
import { rootMeanSquaredError } from "@ebm/metrics";
import { multilabelModel } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { refitLogPartition } from "./refit-log-partition.js";

test("is close to the log-partition of scores that it has not seen", async () => {
  const labels = 40;
  const experiment = multilabelModel(labels, "unary");
  // log Z from −15 to 10, say: far from where τ starts, and far from the prior
  const scoresOf = (rows: number, seed: number): Float32Array =>
    normal(key(seed), rows * labels).map((z, i) => 2 * z - 1 + Math.sin(Math.floor(i / labels)));
  const refitted = await refitLogPartition(
    {
      experiment,
      labels,
      scores: { data: scoresOf(600, 1), shape: [600, labels] },
      protocol: {
        steps: 600,
        batchSize: 64,
        learningRate: 3e-2,
        samples: 8,
        share: 0.125,
        hidden: [64],
      },
      key: key(2),
      signal: new AbortController().signal,
    },
    { divergence: capped(kl(), 2) },
  );
  const heldOut = tf.tensor2d(scoresOf(100, 3), [100, labels]);
  const exact = tf
    .sub(experiment.logPartition(heldOut), experiment.structure.logSize)
    .dataSync<"float32">();
  const learned = refitted(heldOut).dataSync<"float32">();
  const mean = Array.from(exact).reduce((sum, value) => sum + value, 0) / exact.length;
  const spread = rootMeanSquaredError({ predicted: exact.map(() => mean), actual: exact });
  expect(spread).toBeGreaterThan(4);
  expect(rootMeanSquaredError({ predicted: learned, actual: exact })).toBeLessThan(spread / 4);
});
