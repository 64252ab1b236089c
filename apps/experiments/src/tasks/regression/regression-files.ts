import { uniform } from "@ebm/core";
import { regressionLogProbOf, regressionSummaryOf, sampleRegressionOf } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";
import type { Artifact } from "../../export/artifact.js";
import { columnArtifact } from "../tables/column-artifact.js";
import type { MakeFilesOptions } from "../task.js";
import type { FittedRegression } from "./fitted-regression.js";
import type { RegressionData } from "./regression-data.js";

/** The files that a regression can be exported to. */
export const REGRESSION_FILES: readonly string[] = ["predict", "log-prob", "sampler"];

/** The quantiles that are predicted: a 90 % interval and the median. */
const LEVELS = [0.05, 0.5, 0.95];

/** Creates ONNX files that take the columns of the user's rows by name. */
export function regressionFiles(
  { params }: FittedRegression,
  data: Pick<RegressionData, "preprocessor" | "targets" | "missing">,
  { names, card }: Pick<MakeFilesOptions, "card"> & { readonly names: readonly string[] },
): readonly Artifact[] {
  const { preprocessor, targets, missing } = data;
  const shared = { card, missing, tolerance: 1e-3 };
  const centers = (): tf.Tensor1D => tf.tensor1d(targets.map(({ center }) => center));
  const made: Readonly<Record<string, () => Artifact>> = {
    predict: () => {
      const summaryOf = regressionSummaryOf(params, LEVELS);
      return columnArtifact({
        ...shared,
        preprocessor,
        name: "predict",
        description: `The mean and the standard deviation of each target, and its quantiles of 5, 50 and 95 %: ${targets.map(({ name }) => name).join(", ")}.`,
        outputs(x) {
          const { mean, deviation, quantiles } = summaryOf(x);
          const [rows, width] = [x.shape[0], targets.length];
          const level = (i: number): tf.Tensor =>
            tf.add(
              tf.reshape(tf.slice(quantiles, [0, 0, i], [rows, width, 1]), [rows, width]),
              centers(),
            );
          return {
            mean: tf.add(mean, centers()),
            deviation,
            q05: level(0),
            q50: level(1),
            q95: level(2),
          };
        },
      });
    },
    "log-prob": () => {
      const logProbOf = regressionLogProbOf(params);
      const { features } = params;
      return columnArtifact({
        ...shared,
        preprocessor: { ...preprocessor, columns: [...preprocessor.columns, ...targets] },
        name: "log-prob",
        description: "log p(y|x) of the targets of each row, in nats and their units.",
        outputs: (rows) => ({
          log_prob: logProbOf({
            x: tf.slice(rows, [0, 0], [rows.shape[0], features]),
            y: tf.slice(rows, [0, features], [rows.shape[0], targets.length]),
          }),
        }),
      });
    },
    sampler: () => {
      const sampleOf = sampleRegressionOf(params);
      const width = 2 + 3 * targets.length;
      return columnArtifact({
        ...shared,
        preprocessor,
        name: "sampler",
        description: "An exact sample of the targets for each row and its uniforms on [0, 1).",
        others: { uniforms: { width, sample: (key, rows) => uniform(key, rows * width) } },
        outputs: (x, { uniforms }) => ({
          samples: tf.add(sampleOf({ x, uniforms: uniforms! }), centers()),
        }),
      });
    },
  };
  return names.map((name) => made[name]!());
}
