import { key, normal } from "@ebm/core";
import { exactLogPartitions, jointLosses, labelRankingModel, multilabelModel } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { bracketLogPartitions } from "./bracket-log-partitions.js";

test.each([multilabelModel(6, "pairwise"), labelRankingModel(4, "permutahedron")])(
  "brackets the log-partition of $name, which enumeration gives",
  async (model) => {
    const rows = 3;
    const scores = normal(key(4), rows * model.scores).map((score) => 1.5 * score);
    const exact = exactLogPartitions(scores, { model, loss: jointLosses.logistic })!;
    const before = tf.memory().numTensors;
    const { lower, upper } = await bracketLogPartitions(scores, model, {
      key: key(5),
      temperatures: 100,
    });
    expect(tf.memory().numTensors).toBe(before);
    for (const [row, value] of exact.entries()) {
      expect(lower[row]).toBeLessThan(value);
      expect(upper[row]).toBeGreaterThan(value);
      // the margin of the probability is log 40 on either side
      expect(upper[row]! - lower[row]!).toBeLessThan(2 * Math.log(40) + 1);
    }
  },
);
