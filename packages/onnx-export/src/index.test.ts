import { expect, test } from "vitest";
import * as onnxExport from "./index.js";

test("the public API", () => {
  expect(Object.keys(onnxExport)).toMatchInlineSnapshot(`
    [
      "packedDtype",
      "readSignature",
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
      "joinWeights",
      "modelOutputs",
      "quantize",
      "readParams",
      "readTrials",
      "splitWeights",
      "unflatten",
      "verify",
      "withMetadata",
      "withSamples",
      "withTrials",
    ]
  `);
});
