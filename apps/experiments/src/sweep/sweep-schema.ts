import type { SearchSpace } from "@ebm/sweep";
import { z } from "zod";
import type { Settings } from "../tasks/task.js";
import type { Objective, Search } from "./run-sweep-config.js";

const whole = (least: number): z.ZodType<number> =>
  z.int({ error: `a whole number from ${least}` }).min(least, `a whole number from ${least}`);
const json = z.json();
const seed = z.int({ error: "a whole number" });
const settings = z.record(z.string(), json);

const choice = z.strictObject({
  values: z.array(json).min(1, "one value at least").describe("The values to choose from."),
});
const range = z.strictObject({
  min: z.number().describe("The smallest value."),
  max: z.number().describe("The largest value."),
  scale: z
    .enum(["linear", "log"], { error: "linear or log" })
    .optional()
    .describe("The scale on which numbers are spread evenly. Default: linear."),
  integer: z.boolean().optional().describe("Whether only whole numbers are taken. Default: false."),
  steps: whole(1).optional().describe("Number of values. Only a grid needs it."),
});

const sampled = {
  trials: whole(1).describe("Number of points, for each data set."),
  seed: seed.optional().describe("The seed of the points. Default: 0."),
};

const search = z.discriminatedUnion(
  "method",
  [
    z.strictObject({ method: z.literal("grid") }).describe("All combinations."),
    z.strictObject({ method: z.literal("random"), ...sampled }).describe("Random points."),
    z
      .strictObject({ method: z.literal("sobol"), ...sampled })
      .describe("A Sobol sequence of up to 64 settings, shifted by the seed."),
    z
      .strictObject({
        method: z.literal("asha"),
        ...sampled,
        sampler: z.enum(["random", "sobol"], { error: "random or sobol" }).optional(),
        resource: z.string().describe("The setting that grows, such as steps or budget."),
        min: z.number().positive("more than 0").describe("Its amount for all points."),
        max: z.number().describe("Its amount for the best points."),
        eta: z
          .number()
          .gt(1, "more than 1")
          .optional()
          .describe("The factor between amounts; one of eta points goes on. Default: 3."),
      })
      .describe("Successive halving: the best points of each amount are tried with more."),
    z
      .strictObject({
        method: z.literal("tpe"),
        ...sampled,
        startup: whole(1)
          .optional()
          .describe("Number of random points, and of points that run at a time. Default: 10."),
      })
      .describe("Random points, then points that earlier results suggest."),
  ],
  { error: "grid, random, sobol, asha or tpe" },
);

const objective = z.strictObject({
  metric: z.string().optional().describe("A metric of the task. Default: its first one."),
  rows: z
    .enum(["validation", "test"], { error: "validation or test" })
    .optional()
    .describe("The rows whose metric ranks trials. Default: validation rows if there are any."),
  goal: z.enum(["max", "min"], { error: "max or min" }).optional(),
});

/** The contents of a sweep's file. */
export interface SweepFile {
  readonly task: string;
  readonly data: Settings | readonly Settings[];
  readonly seeds?: readonly number[] | undefined;
  readonly settings?: Settings | undefined;
  readonly space?: SearchSpace | undefined;
  readonly search?: Search | undefined;
  readonly objective?: { readonly [K in keyof Objective]?: Objective[K] | undefined } | undefined;
}

/** The schema of a sweep's file. */
export const sweepSchema: z.ZodType<SweepFile> = z
  .strictObject({
    $schema: z.string().optional(),
    task: z.string().describe("A task of `ebm run`, such as multilabel."),
    data: z
      .union([settings, z.array(settings).min(1)], { error: "options of a data set, or a list" })
      .describe(
        'The options that name the data, such as {"dataset": "yeast"} or {"file": "rows.csv"}, or a list of them. Paths start at the directory of this file.',
      ),
    seeds: z
      .array(seed)
      .min(1, "one seed at least")
      .optional()
      .describe("The seeds of each point. Points are ranked by their means. Default: 0."),
    settings: settings
      .optional()
      .describe("Settings of all trials, as in config.json of a run. Default: those of the task."),
    space: z
      .record(z.string(), z.union([choice, range], { error: "values, or min and max" }))
      .optional()
      .describe("The settings to search, by name. Default: none."),
    search: search.optional().describe("How points are chosen. Default: a grid."),
    objective: objective.optional().describe("What makes a trial better than another."),
  })
  .describe("A sweep of `ebm sweep`: trials of a task, by data set, point and seed.");
