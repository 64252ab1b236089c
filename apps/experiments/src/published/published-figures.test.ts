import { expect, test } from "vitest";
import { configOf } from "../../test/config-of.js";
import type { Config } from "../config/config.js";
import { publishedFigures } from "./published-figures.js";

const own = (task: Config["task"], dataset: string, settings = {}): unknown =>
  publishedFigures(configOf(task, dataset, settings)).find((figure) => figure.own);

test("its own figure is that of the same loss and model, if there is one", () => {
  const unpublished = { model: "pairwise", loss: "sparsemax" };
  expect(own("multilabel", "yeast", unpublished)).toBeUndefined();
  expect(own("multilabel", "yeast")).toMatchObject({ metric: "f1Micro", value: 65.04 });
  expect(own("multilabel", "yeast", { model: "pairwise" })).toMatchObject({ value: 65.11 });
  expect(own("multilabel", "cal500", { loss: "sparsemax" })).toMatchObject({ value: 46.39 });
  expect(own("label-ranking", "vowel", { model: "birkhoff" })).toMatchObject({ value: 65.2 });
  expect(own("label-ranking", "iris")).toMatchObject({ metric: "kendallTau", value: 97.78 });
});

test("there is none of data that were not published", () => {
  expect(own("label-ranking", "embedded-iris")).toBeUndefined();
});
