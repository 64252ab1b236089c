import { expect, test } from "vitest";
import * as models from "./index.js";

test("the public API", () => {
  expect(Object.keys(models).sort()).toMatchInlineSnapshot(`
    [
      "compileModel",
      "drawTiltPoints",
      "evaluate",
      "exactLogPartitions",
      "fitTilt",
      "initModelParams",
      "jointLosses",
      "labelRankingModel",
      "lowRankTilt",
      "mlpTilt",
      "modelLoss",
      "multilabelModel",
      "openTilt",
      "pairTilt",
      "predict",
      "prepareParts",
      "tiltGains",
      "tiltGuard",
    ]
  `);
});
