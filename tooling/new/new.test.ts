import { expect, test } from "vitest";
import { root } from "../workspace.js";
import { planNew } from "./plan-new.js";

test("a loss comes with its test, its export and a changeset", () => {
  const planned = planNew({ root, kind: "loss", argument: "rmwggis/hinge-loss" });
  expect([...planned.keys()]).toEqual([
    "packages/rmwggis/src/hinge-loss.ts",
    "packages/rmwggis/src/hinge-loss.test.ts",
    "packages/rmwggis/src/index.ts",
    "packages/rmwggis/src/index.test.ts",
    ".changeset/hinge-loss.md",
  ]);
  const [loss, , index, names, changeset] = [...planned.values()];
  expect(loss).toContain("export function hingeLoss({ dataEnergy, sampleEnergy }: HingeInputs)");
  expect(index).toContain('export { type HingeInputs, hingeLoss } from "./hinge-loss.js";');
  expect(names).toContain(`"hingeLoss",\n`);
  expect(changeset).toContain('"@ebm/rmwggis": minor');
  expect([...planned.values()].join()).not.toMatch(/template/i);
});

test("a study comes with its text, in the list of studies", () => {
  const planned = planNew({ root, kind: "study", argument: "snl/robustness" });
  expect([...planned.keys()]).toEqual([
    "apps/experiments/src/papers/snl/robustness.study.ts",
    "results/snl/robustness/about.md",
    "apps/experiments/src/papers/studies.ts",
  ]);
  expect([...planned.values()].at(-1)).toMatch(/ {2}robustnessStudy,\n\];/);
});

test("a task comes with its test, in the list of tasks", () => {
  const planned = planNew({ root, kind: "task", argument: "count-regression" });
  expect([...planned.keys()]).toEqual([
    "apps/experiments/src/tasks/count-regression.ts",
    "apps/experiments/src/tasks/count-regression.test.ts",
    "apps/experiments/src/tasks/index.ts",
  ]);
  const [task, , list] = [...planned.values()];
  expect(task).toContain("export const countRegression: Task<CountRegressionConfig>");
  expect(list).toMatch(/ {2}countRegression,\n\];/);
});

test.each([
  ["kind", "paper", "x", "new: `kind` is paper, expected structure, loss, dataset, task, study."],
  ["name", "dataset", "TwoSpirals", "new: `name` is TwoSpirals, expected <name>, such as"],
  ["place", "loss", "hinge-loss", "new: `name` is hinge-loss, expected <package>/<name>-loss"],
  ["suffix", "loss", "snl/hinge", "new: `name` is snl/hinge, expected <package>/<name>-loss"],
  ["folder", "structure", "knots/knots", "new: packages/structures/src/knots is no folder"],
  ["free name", "dataset", "xor-labels", "new: packages/datasets/src/xor-labels.ts is there"],
])("asks for a %s that fits", (_, kind, argument, message) => {
  expect(() => planNew({ root, kind, argument })).toThrow(message);
});
