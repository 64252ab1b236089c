import { expect, test } from "vitest";
import * as engine from "./index.js";

test("the public API", () => {
  expect(Object.keys(engine)).toMatchInlineSnapshot(`
    [
      "adamStep",
      "loadCheckpoint",
      "saveCheckpoint",
      "compile",
      "decodeSafetensors",
      "encodeSafetensors",
      "openSession",
      "train",
      "trainInWorker",
      "useTfjsNode",
    ]
  `);
});
