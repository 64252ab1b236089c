import { expect, test } from "vitest";
import * as core from "./index.js";

test("the public API", () => {
  expect(Object.keys(core).sort()).toMatchInlineSnapshot(`
    [
      "DivergedError",
      "EbmError",
      "ShapeError",
      "bits",
      "callNamed",
      "capped",
      "cappedForSize",
      "checkShapes",
      "chiSquared",
      "defensive",
      "foldIn",
      "gumbel",
      "jensenShannon",
      "key",
      "kl",
      "layoutOf",
      "leaves",
      "logMeanExp",
      "logPartitionBound",
      "logSoftmax",
      "mapTree",
      "namedLeaves",
      "normal",
      "normalCdf",
      "permutation",
      "registerGradients",
      "reverseKl",
      "scan",
      "split",
      "squaredHellinger",
      "stopGradient",
      "swish",
      "takeAlong",
      "tempered",
      "tsallis",
      "uniform",
      "valueAndGrad",
      "withLeaves",
    ]
  `);
});
