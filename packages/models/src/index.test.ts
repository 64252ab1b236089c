import { expect, test } from "vitest";
import * as models from "./index.js";

test("the public API", () => {
  expect(Object.keys(models).sort()).toMatchInlineSnapshot(`
    [
      "compileModel",
      "evaluate",
      "exactLogPartitions",
      "initModelParams",
      "jointLosses",
      "labelRankingModel",
      "modelLoss",
      "multilabelModel",
      "predict",
      "prepareParts",
    ]
  `);
});
