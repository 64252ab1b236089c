import { expect, test } from "vitest";
import * as models from "./index.js";

test("the public API", () => {
  expect(Object.keys(models).sort()).toMatchInlineSnapshot(`
    [
      "bitRows",
      "chainLogProb",
      "compileModel",
      "drawTiltPoints",
      "evaluate",
      "evaluateLabelSets",
      "evaluateRankings",
      "exactLogPartitions",
      "fitBits",
      "fitBitsChain",
      "fitLabelSets",
      "fitRankings",
      "fitTilt",
      "fitTreeMixture",
      "initModelParams",
      "jointLosses",
      "labelLogits",
      "labelLogitsOf",
      "labelRankingModel",
      "labelTiltRows",
      "lowRankTilt",
      "mlpTilt",
      "modelLoss",
      "multilabelModel",
      "openBitsBase",
      "openBitsModel",
      "openTilt",
      "pairTilt",
      "planLabelSets",
      "predict",
      "predictLabelSets",
      "predictRankings",
      "prepareParts",
      "rankingLogProbs",
      "rankingUtilities",
      "sampleChains",
      "sampleRankings",
      "tiltGains",
      "tiltGuard",
    ]
  `);
});
