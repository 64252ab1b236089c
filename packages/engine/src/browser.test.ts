import { expect, test } from "vitest";
import * as engine from "./browser.js";
import * as all from "./index.js";

test("the API in browsers is the part of the other that needs no Node", () => {
  const missing = Object.keys(all).filter((name) => !(name in engine));
  expect(missing).toEqual([
    "loadCheckpoint",
    "saveCheckpoint",
    "trainInWorker",
    "trainMany",
    "useTfjsNode",
  ]);
  expect(Object.keys(engine).filter((name) => !(name in all))).toEqual([]);
});
