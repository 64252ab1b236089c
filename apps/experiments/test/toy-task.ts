import { normal, key as seedKey, uniform } from "@ebm/core";
import { train } from "@ebm/engine";
import { densityOutputs, exportDensity } from "@ebm/onnx-export";
import { sgd } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import type { RunConfig } from "../src/run-files/run-config.js";
import { runFields } from "../src/tasks/fields.js";
import { parseNumber } from "../src/tasks/option-values.js";
import type { Problem, Task } from "../src/tasks/task.js";

/** A density of one real variable, without x, labels and batches. */
interface ToyConfig extends RunConfig {
  readonly task: "toy";
  readonly data: { readonly dataset: string };
  readonly center: number;
}

const ROWS = 40;

/** A task in one file that fits the mean of a normal density. */
export const toyTask: Task<ToyConfig> = {
  name: "toy",
  title: "Toy density",
  help: { summary: "fit a mean", description: "Fits a normal density.", examples: ["--center 3"] },
  datasets: [{ name: "points", rows: ROWS, dimensions: { y: 1 }, reference: "none" }],
  addOptions: (command) => {
    command.option("--center <value>", "mean of the data", parseNumber);
    command.option("--steps <n>", "number of training steps", parseNumber);
  },
  parseOptions: async ({ dataset: _, ...settings }) => ({ data: { dataset: "points" }, settings }),
  schema: z.strictObject({
    task: z.literal("toy"),
    data: z.strictObject({ dataset: z.string() }),
    center: z.number(),
    ...runFields,
  }),
  defaults: () => ({ seed: 0, steps: 20, center: 2 }),
  variant: ({ center }) => [`center${center}`],
  published: () => [],
  metricFacts: { negativeLogDensity: { name: "−log p(y), nats", better: "lower" } },
  headline: ["negativeLogDensity"],
  files: ["energy", "log-prob"],
  defaultFiles: ["log-prob"],
  load: async (config) => problemOf(config),
};

function problemOf({ center, seed, steps }: ToyConfig): Problem {
  const points = normal(seedKey(seed), 2 * ROWS).map((z) => center + z);
  const [data, test] = [points.subarray(0, ROWS), points.subarray(ROWS)];
  const energy = (mean: tf.Tensor, y: tf.Tensor2D): tf.Tensor1D =>
    tf.mul(0.5, tf.squeeze(tf.squaredDifference(y, mean), [1]));
  return {
    dataset: { name: "points", rows: 2 * ROWS, dimensions: { Variables: 1 } },
    rows: { train: ROWS, validation: 0, test: ROWS },
    score: "negativeLogDensity",
    train: (from) =>
      train({
        loss: ({ mean }: { readonly mean: tf.Tensor }, { y }: { readonly y: tf.Tensor2D }) =>
          tf.mean<tf.Scalar>(energy(mean, y)),
        params: { mean: tf.scalar(0) },
        optimizer: sgd({ learningRate: 0.5 }),
        batches: () => ({ y: { data, shape: [ROWS, 1] as const } }),
        steps,
        ...(from && { from }),
      }),
    openEvaluator: () => ({
      validate: async () => ({}),
      async test({ mean }) {
        const squares = test.map((y) => (y - mean!.data[0]!) ** 2);
        const half = squares.reduce((sum, square) => sum + square, 0) / (2 * ROWS);
        return { metrics: { negativeLogDensity: half + Math.log(2 * Math.PI) / 2 }, report: {} };
      },
      dispose: async () => {},
    }),
    card: { method: "toy", structure: "ℝ", dataset: "points" },
    whyMissing: () => undefined,
    makeFiles(names, { kept, card }) {
      const mean = tf.scalar(kept.params.mean!.data[0]!);
      const density = {
        dim: 1,
        energy: ({ x }: { readonly x: tf.Tensor2D }) => energy(mean, x),
        logPartition: { value: Math.log(2 * Math.PI) / 2, normalizer: "exact" as const },
      };
      const files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = exportDensity(density, card);
      return names.map((name) => ({
        file: `${name}.onnx`,
        bytes: files[`${name}.onnx`]!,
        proof: {
          reference: densityOutputs(density),
          outputs: [name.replace("-", "_")],
          sample: (key, batch) => ({ x: { data: uniform(key, batch), shape: [batch, 1] } }),
        },
      }));
    },
  };
}
