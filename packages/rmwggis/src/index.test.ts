import { expect, test } from "vitest";
import * as rmwggis from "./index.js";

test("the public API", () => {
  expect(Object.keys(rmwggis).sort()).toMatchInlineSnapshot(`
    [
      "bitFlips",
      "categoryChanges",
      "consistentRatio",
      "contrastiveLoss",
      "denseEnergy",
      "estimators",
      "fitTemperature",
      "hyvarinen",
      "likelihoodLoss",
      "neighborSamplers",
      "pseudoLikelihoodLoss",
      "ratioMatchingLoss",
      "sampledRatioMatchingLoss",
      "squaredRatio",
      "stratified",
      "systematic",
      "withReplacement",
      "withoutReplacement",
    ]
  `);
});
