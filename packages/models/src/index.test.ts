import { expect, test } from "vitest";
import * as models from "./index.js";

test("the public API", () => {
  expect(Object.keys(models).sort()).toMatchInlineSnapshot(`
    [
      "chainLogProb",
      "compileModel",
      "drawTiltPoints",
      "evaluate",
      "evaluateLabelSets",
      "evaluateRankings",
      "exactLogPartitions",
      "fitLabelSets",
      "fitRankings",
      "fitTilt",
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
