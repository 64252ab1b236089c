import { expect, test } from "vitest";
import * as metrics from "./index.js";

test("the public API", () => {
  expect(Object.keys(metrics).sort()).toMatchInlineSnapshot(`
    [
      "binaryStates",
      "brierScore",
      "calibrationError",
      "crps",
      "edgeRecovery",
      "effectiveSampleSize",
      "enumeratedLikelihood",
      "exponentialHammingMmd",
      "f1Macro",
      "f1Micro",
      "f1Samples",
      "graphMmd",
      "hammingLoss",
      "histogram",
      "intervalCoverage",
      "kendallTau",
      "linearHammingMmd",
      "logPartitionCalibration",
      "orbitCounts",
      "pitDeviation",
      "rootMeanSquaredError",
      "splitRHat",
      "stateCounts",
      "subsetAccuracy",
      "totalVariation",
    ]
  `);
});
