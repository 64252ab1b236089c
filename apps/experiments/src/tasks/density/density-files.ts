import { type Key, uniform } from "@ebm/core";
import {
  densityLogProbOf,
  densityNoise,
  densityPercentileOf,
  densityRowsOf,
  sampleDensityOf,
} from "@ebm/models";
import { exportFunction } from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import type { Artifact } from "../../export/artifact.js";
import { columnArtifact } from "../tables/column-artifact.js";
import type { MakeFilesOptions } from "../task.js";
import type { DensityData } from "./density-data.js";
import type { FittedDensity } from "./fitted-density.js";

/** The files that a density can be exported to. */
export const DENSITY_FILES: readonly string[] = ["log-prob", "percentile", "sampler"];

/** Creates ONNX files that take the columns of the user's rows by name, and a sampler. */
export function densityFiles(
  { params }: FittedDensity,
  { preprocessor, missing }: Pick<DensityData, "preprocessor" | "missing">,
  { names, card }: Pick<MakeFilesOptions, "card"> & { readonly names: readonly string[] },
): readonly Artifact[] {
  const rowsOf = densityRowsOf(preprocessor);
  const [logProbOf, percentileOf] = [densityLogProbOf(params), densityPercentileOf(params)];
  const shared = { card, preprocessor, missing };
  const made: Readonly<Record<string, () => Artifact>> = {
    "log-prob": () =>
      columnArtifact({
        ...shared,
        name: "log-prob",
        description: "log p(x) of each row, in nats and the units of the columns.",
        outputs: (x) => ({ log_prob: logProbOf(rowsOf(x)) }),
        tolerance: 1e-3,
      }),
    percentile: () =>
      columnArtifact({
        ...shared,
        name: "percentile",
        description:
          "The share of training rows that are less likely than each row: near 0 for anomalies.",
        outputs: (x) => ({ percentile: percentileOf(rowsOf(x)) }),
        tolerance: 1e-2,
      }),
    sampler: () => samplerArtifact(params.base, { preprocessor, card }),
  };
  return names.map((name) => made[name]!());
}

function samplerArtifact(
  base: FittedDensity["params"]["base"],
  { preprocessor, card }: Pick<DensityData, "preprocessor"> & Pick<MakeFilesOptions, "card">,
): Artifact {
  const samplesOf = sampleDensityOf(base);
  const centers = preprocessor.columns.map((column) => ("center" in column ? column.center : 0));
  const width = densityNoise(centers.length);
  const reference = ({ uniforms }: Readonly<Record<string, tf.Tensor>>) => {
    const samples = tf.add(samplesOf(uniforms as tf.Tensor2D), tf.tensor1d(centers));
    const isMissing = tf.isNaN(samples);
    return {
      samples: tf.where(isMissing, 0, samples),
      missing: tf.cast(isMissing, "float32"),
    };
  };
  const bytes = exportFunction(
    reference,
    { uniforms: { shape: ["batch", width], dtype: "float32" } },
    {
      ...card,
      name: "samples",
      description: `An exact sample of p(x) for each row of uniforms on [0, 1). Columns: ${preprocessor.columns.map(({ name }) => name).join(", ")}. Categories are codes from 0 in the order of their names. \`missing\` is 1 where the value is missing, and the sample is 0 there.`,
    },
  );
  const sample = (key: Key, batch: number) => ({
    uniforms: { data: uniform(key, batch * width), shape: [batch, width] },
  });
  return { file: "sampler.onnx", bytes, proof: { reference, sample, rows: 1, tolerance: 1e-3 } };
}
