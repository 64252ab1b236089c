import { type Key, split, uniform } from "@ebm/core";
import { expectedPlacesOf, labelRankingModel, rankingLogProbOf } from "@ebm/models";
import { exportFunction } from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import type { Artifact } from "../../export/artifact.js";
import { perSample } from "../../export/per-sample.js";
import { randomColumns } from "../structured/random-columns.js";
import { withRawColumns } from "../structured/with-raw-columns.js";
import type { FittedModel } from "./fitted-model.js";
import type { FittedRankings } from "./fitted-rankings.js";

export const RANKINGS_FILES: readonly string[] = ["log-prob", "predict"];

/** Sums over many labels and inputs are off by more than those of the other tasks. */
const TOLERANCE = 1e-4;

type Inputs = Readonly<Record<string, tf.Tensor2D>>;

/** A file: its output, its inputs, and what it computes. */
interface RankingsFile {
  readonly output: string;
  readonly description: string;
  readonly takesY: boolean;
  compute(inputs: Inputs): tf.Tensor;
}

/**
 * Makes the ONNX files of a model of orders. Nothing is sampled: mean places are sums over the sets of
 * labels. y has larger numbers for labels of better ranks.
 */
export const rankingsFiles: FittedModel<FittedRankings>["makeFiles"] = (
  { model },
  instance,
  { names, card, samples = false },
) => {
  const { features, labels } = model;
  const { structure } = labelRankingModel(labels, "permutahedron");
  const logProbOf = rankingLogProbOf(model);
  const placesOf = expectedPlacesOf(model);
  const files: Readonly<Record<string, RankingsFile>> = {
    "log-prob": {
      output: "log_prob",
      description: "The log-probability log p(y|x) of an order y, exact: p sums to 1.",
      takesY: true,
      compute: ({ x, y }) => logProbOf({ x: x!, ranks: tf.neg(y!) }),
    },
    predict: {
      output: "prediction",
      description: "The labels in the order of their mean places given x.",
      takesY: false,
      compute: ({ x }) => structure.argmax(tf.neg(placesOf(x!))),
    },
  };
  const sampleOf =
    (takesY: boolean) =>
    (key: Key, batch: number): ReturnType<NonNullable<Artifact["proof"]>["sample"]> => {
      const [forX, forY] = split(key, 2);
      const x = randomColumns(instance.prepared.preprocessor, forX, batch);
      if (!takesY) return { x };
      const shape = [batch, labels] as const;
      const noise = uniform(forY, batch * labels);
      const y = tf.tidy(() => structure.sample(tf.tensor2d(noise, [...shape])).dataSync());
      return { x, y: { data: Float32Array.from(y), shape } };
    };

  return names.map((name) => {
    const { output, description, takesY, compute } = files[name]!;
    const reference = (inputs: Readonly<Record<string, tf.Tensor>>) => ({
      [output]: compute(inputs as Inputs),
    });
    const spec = (width: number) => ({ shape: ["batch", width], dtype: "float32" }) as const;
    const bytes = exportFunction(
      reference,
      { x: spec(features), ...(takesY && { y: spec(labels) }) },
      { ...card, name: output, description },
    );
    const artifact = {
      file: `${name}.onnx`,
      bytes,
      proof: { reference, sample: sampleOf(takesY), tolerance: TOLERANCE },
    };
    const made: Artifact = samples && takesY ? perSample(artifact) : artifact;
    return withRawColumns(made, instance);
  });
};
