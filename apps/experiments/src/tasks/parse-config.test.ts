import { describe, expect, test } from "vitest";
import { configOf } from "../../test/config-of.js";
import { tasks } from "./index.js";
import { multilabel } from "./multilabel.js";
import { parseConfig } from "./parse-config.js";

const yeast = configOf(multilabel, "yeast", { model: "unary" });

describe("parseConfig", () => {
  test.each(tasks.flatMap((task) => task.datasets.map(({ name }) => ({ task, dataset: name }))))(
    "takes the defaults of $task.name on $dataset",
    ({ task, dataset }) => {
      const config = configOf(task, dataset);
      expect(parseConfig(config, tasks)).toEqual({ task, config });
    },
  );

  test("takes what JSON made of a config", () => {
    expect(parseConfig(JSON.parse(JSON.stringify(yeast)), tasks)).toEqual({
      task: multilabel,
      config: yeast,
    });
  });

  test.each([
    ["steps", 0, "a whole number from 1"],
    ["steps", "many", "a whole number from 1"],
    ["steps", 1.5, "a whole number from 1"],
    ["learningRate", Number.NaN, "a number above 0"],
    ["batchSize", "all", "a whole number from 1, or full"],
    ["hidden", [64, 0], "widths such as 128 or 64,64, or none"],
    ["testShare", 1, "a number above 0 and below 1"],
    ["validationShare", -0.1, "a number from 0 to below 1"],
    ["weightDecay", Number.POSITIVE_INFINITY, "a number from 0"],
    ["seed", 0.5, "a whole number"],
    ["model", "birkhoff", "one of stack, unary, pairwise"],
    ["data", {}, "a data set, or files"],
    ["task", "toy", tasks.map(({ name }) => name).join(" or ")],
    ["typo", 1, "no such key"],
  ])("names what is wrong about %s: %j", (key, actual, expected) => {
    expect(parseConfig({ ...yeast, [key]: actual }, tasks)).toEqual({
      issue: { key, actual, expected },
    });
  });

  test("names what is missing", () => {
    const { steps, ...rest } = yeast;
    expect(steps).toBeDefined();
    expect(parseConfig(rest, tasks)).toMatchObject({ issue: { key: "steps", actual: undefined } });
  });

  test.each([null, 3, []])("refuses %j", (value) => {
    expect(parseConfig(value, tasks)).toHaveProperty("issue");
  });
});
