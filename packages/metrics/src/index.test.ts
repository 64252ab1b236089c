import { expect, test } from "vitest";
import * as metrics from "./index.js";

test("the public API", () => {
  expect(Object.keys(metrics)).toMatchInlineSnapshot(`
    [
      "binaryStates",
      "crps",
      "edgeRecovery",
      "effectiveSampleSize",
      "enumeratedLikelihood",
      "f1Macro",
      "f1Micro",
      "f1Samples",
      "graphMmd",
      "hammingLoss",
      "exponentialHammingMmd",
      "linearHammingMmd",
      "histogram",
      "kendallTau",
      "logPartitionCalibration",
      "orbitCounts",
      "intervalCoverage",
      "pitDeviation",
      "rootMeanSquaredError",
      "splitRHat",
      "stateCounts",
      "subsetAccuracy",
      "totalVariation",
    ]
  `);
});
