import { expect, test } from "vitest";
import * as engine from "./index.js";

test("the public API", () => {
  expect(Object.keys(engine).sort()).toMatchInlineSnapshot(`
    [
      "adamStep",
      "compile",
      "decodeSafetensors",
      "encodeSafetensors",
      "loadCheckpoint",
      "openSession",
      "saveCheckpoint",
      "train",
      "trainInWorker",
      "trainMany",
      "useTfjsNode",
    ]
  `);
});
