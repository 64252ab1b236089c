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
      "fitTemperature",
      "hyvarinen",
      "likelihoodLoss",
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
