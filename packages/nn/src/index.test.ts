import { expect, test } from "vitest";
import * as nn from "./index.js";

test("the public API", () => {
  expect(Object.keys(nn)).toMatchInlineSnapshot(`
    [
      "exactPairwise",
      "initMlp",
      "logPartitionNetwork",
      "mlp",
      "pairwiseArgmax",
      "pairwiseCoordinateDescent",
      "pairwiseEnergy",
      "pairwiseProjectedGradient",
      "unaryEnergy",
    ]
  `);
});
