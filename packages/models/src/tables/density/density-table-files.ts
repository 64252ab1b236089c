import { featureNames, type Preprocessor } from "@ebm/datasets";
import { densityLogProbOf } from "../../density/density-log-prob-of.js";
import type { DensityParams } from "../../density/density-params.js";
import { densityPercentileOf } from "../../density/density-percentile-of.js";
import type { TracedFile } from "../traced-file.js";
import { densityRowsOf } from "./density-rows-of.js";

/** The functions that a density of a table can be written as. */
export function densityTableFiles(
  params: DensityParams,
  preprocessor: Preprocessor,
): Readonly<Record<"log-prob" | "percentile", TracedFile>> {
  const rowsOf = densityRowsOf(preprocessor);
  const widths = { x: featureNames(preprocessor).length };
  const [logProbOf, percentileOf] = [densityLogProbOf(params), densityPercentileOf(params)];
  return {
    "log-prob": {
      output: "log_prob",
      description: "log p(x) of each row, in nats and the units of the columns.",
      widths,
      compute: ({ x }) => logProbOf(rowsOf(x!)),
    },
    percentile: {
      output: "percentile",
      description:
        "The share of training rows that are less likely than each row: near 0 for anomalies.",
      widths,
      compute: ({ x }) => percentileOf(rowsOf(x!)),
    },
  };
}
