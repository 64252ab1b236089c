import { expect, test } from "vitest";
import * as rmwggis from "./index.js";

test("the public API", () => {
  expect(Object.keys(rmwggis)).toMatchInlineSnapshot(`
    [
      "bitFlips",
      "categoryChanges",
      "contrastiveLoss",
      "denseEnergy",
      "fitTemperature",
      "likelihoodLoss",
      "pseudoLikelihoodLoss",
      "ratioMatchingLoss",
      "consistentRatio",
      "hyvarinen",
      "squaredRatio",
      "sampledRatioMatchingLoss",
      "stratified",
      "systematic",
      "withReplacement",
      "withoutReplacement",
    ]
  `);
});
