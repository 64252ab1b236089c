import { expect, test } from "vitest";
import { configOf } from "../../test/config-of.js";
import type { Config } from "../config/config.js";
import { publishedFigures } from "./published.js";

const first = (task: Config["task"], dataset: string, settings = {}): unknown =>
  publishedFigures(configOf(task, dataset, settings))[0];

test("the first figure is that of the same loss and model", () => {
  expect(first("multilabel", "yeast")).toMatchObject({ metric: "f1Micro", value: 65.04 });
  expect(first("multilabel", "yeast", { model: "pairwise" })).toMatchObject({ value: 65.11 });
  expect(first("multilabel", "cal500", { loss: "sparsemax" })).toMatchObject({ value: 46.39 });
  expect(first("label-ranking", "vowel", { model: "birkhoff" })).toMatchObject({ value: 65.2 });
  expect(first("label-ranking", "iris")).toMatchObject({ metric: "kendallTau", value: 97.78 });
});

test("there is none of data that were not published", () => {
  expect(first("label-ranking", "embedded-iris")).toBeUndefined();
});
