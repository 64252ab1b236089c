import { expect, test } from "vitest";
import * as onnxExport from "./index.js";

test("the public API", () => {
  expect(Object.keys(onnxExport)).toMatchInlineSnapshot(`
    [
      "readSignature",
      "exportModel",
      "modelOutputs",
      "verify",
    ]
  `);
});
