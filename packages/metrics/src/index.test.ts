import { expect, test } from "vitest";
import * as metrics from "./index.js";

test("the public API", () => {
  expect(Object.keys(metrics)).toMatchInlineSnapshot(`
    [
      "effectiveSampleSize",
      "f1Macro",
      "f1Micro",
      "f1Samples",
      "hammingLoss",
      "kendallTau",
      "logPartitionCalibration",
      "rootMeanSquaredError",
      "splitRHat",
      "subsetAccuracy",
    ]
  `);
});
