import { expect, test } from "vitest";
import * as nn from "./index.js";

test("the public API", () => {
  expect(Object.keys(nn).sort()).toMatchInlineSnapshot(`
    [
      "exactPairwise",
      "initMlp",
      "initMlpEnergy",
      "isingEnergy",
      "latticeEnergy",
      "logPartitionNetwork",
      "mlp",
      "mlpEnergy",
      "pairwiseArgmax",
      "pairwiseCoordinateDescent",
      "pairwiseEnergies",
      "pairwiseEnergy",
      "pairwiseProjectedGradient",
      "pairwiseTabuSearch",
      "rbmEnergy",
      "unaryEnergy",
    ]
  `);
});
