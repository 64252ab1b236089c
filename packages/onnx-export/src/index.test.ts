import { expect, test } from "vitest";
import * as onnxExport from "./index.js";

test("the public API", () => {
  expect(Object.keys(onnxExport)).toMatchInlineSnapshot(`
    [
      "readSignature",
      "densityOutputs",
      "drawTrials",
      "exportDensity",
      "exportFunction",
      "exportModel",
      "exportSampler",
      "exportTrainStep",
      "fineTune",
      "fromLayers",
      "modelOutputs",
      "quantize",
      "readParams",
      "readTrials",
      "splitWeights",
      "unflatten",
      "verify",
      "withMetadata",
      "withTrials",
    ]
  `);
});
