import { expect, test } from "vitest";
import * as jointPartition from "./index.js";

test("the public API", () => {
  expect(Object.keys(jointPartition).sort()).toMatchInlineSnapshot(`
    [
      "adjacentSwaps",
      "antithetic",
      "compositeLikelihoodLoss",
      "conformalRadius",
      "contrastiveDivergenceLoss",
      "controlVariate",
      "densityRatio",
      "exactNll",
      "exactPartition",
      "fenchelYoungLoss",
      "fermiDirac",
      "flips",
      "jointPartitionLoss",
      "logPartitionCertificate",
      "logPartitionLoss",
      "logProb",
      "meanField",
      "minMaxLoss",
      "plackettLuce",
      "productBernoulli",
      "quadratic",
      "rankingNceLoss",
    ]
  `);
});
