import { expect, test } from "vitest";
import { configOf } from "../../../test/config-of.js";
import { labelRanking } from "../label-ranking.js";
import { multilabel } from "../multilabel.js";
import type { Task } from "../task.js";

const own = (task: Task, dataset: string, settings = {}): unknown =>
  task.published(configOf(task, dataset, settings)).find((figure) => figure.own);

test("its own figure is that of the same loss and model, if there is one", () => {
  const unpublished = { model: "pairwise", loss: "sparsemax" };
  expect(own(multilabel, "yeast", unpublished)).toBeUndefined();
  expect(own(multilabel, "yeast")).toBeUndefined();
  expect(own(multilabel, "yeast", { model: "unary" })).toMatchObject({
    metric: "f1Micro",
    value: 65.04,
  });
  expect(own(multilabel, "yeast", { model: "pairwise" })).toMatchObject({ value: 65.11 });
  expect(own(multilabel, "cal500", { loss: "sparsemax" })).toMatchObject({ value: 46.39 });
  expect(own(labelRanking, "vowel", { model: "birkhoff" })).toMatchObject({ value: 65.2 });
  expect(own(labelRanking, "iris")).toBeUndefined();
  expect(own(labelRanking, "iris", { model: "permutahedron" })).toMatchObject({
    metric: "kendallTau",
    value: 97.78,
  });
});

test("there is none of data that were not published", () => {
  expect(own(labelRanking, "embedded-iris", { model: "permutahedron" })).toBeUndefined();
});
