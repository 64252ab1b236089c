import { expect, test } from "vitest";
import * as sweep from "./index.js";

test("the public API", () => {
  expect(Object.keys(sweep).sort()).toMatchInlineSnapshot(`
    [
      "canonicalJson",
      "childRunner",
      "createSweep",
      "inlineExecutor",
      "openStore",
      "points",
      "promotions",
      "rungs",
      "serveTrials",
      "sobol",
      "tpe",
      "trialOf",
      "uuidOf",
    ]
  `);
});
