import { expect, test } from "vitest";
import * as onnxExport from "./index.js";

test("the public API", () => {
  expect(Object.keys(onnxExport).sort()).toMatchInlineSnapshot(`
    [
      "checkMembers",
      "decodePacked",
      "densityOutputs",
      "drawTrials",
      "encodePacked",
      "exportDensity",
      "exportFunction",
      "exportModel",
      "exportSampler",
      "exportTrainStep",
      "fineTune",
      "fromLayers",
      "graphDigest",
      "joinWeights",
      "modelOutputs",
      "packedDtype",
      "quantize",
      "readParams",
      "readSchema",
      "readSignature",
      "readTrials",
      "roundingLimit",
      "rowsToInputs",
      "splitWeights",
      "toFloat64",
      "verify",
      "withMetadata",
      "withPreprocessor",
      "withSamples",
      "withSchema",
      "withTrials",
    ]
  `);
});
