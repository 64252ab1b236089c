import * as tf from "@tensorflow/tfjs-core";
import { labelRankingModel } from "../label-ranking-model.js";
import { expectedPlacesOf } from "../rankings/expected-places-of.js";
import { rankingLogProbOf } from "../rankings/ranking-log-prob-of.js";
import type { RankingModel } from "../rankings/ranking-model.js";
import { rankingUtilitiesOf } from "../rankings/ranking-utilities-of.js";
import type { TracedFile } from "./traced-file.js";

/** The names of the files of a model of rankings. */
export type RankingsFileName = "log-prob" | "predict" | "utilities";

/**
 * Returns the functions that a model of rankings can be written as. Nothing is sampled: mean places
 * are sums over the sets of labels. y has larger numbers for labels of better ranks.
 */
export function rankingsFiles(model: RankingModel): Readonly<Record<RankingsFileName, TracedFile>> {
  const { features, labels, folds } = model;
  const { structure } = labelRankingModel(labels, "permutahedron");
  const logProbOf = rankingLogProbOf(model);
  const placesOf = expectedPlacesOf(model);
  const utilitiesOf = rankingUtilitiesOf(model);
  return {
    "log-prob": {
      output: "log_prob",
      description: "The log-probability log p(y|x) of an order y, exact: p sums to 1.",
      widths: { x: features, y: labels },
      compute: ({ x, y }) => logProbOf({ x: x!, ranks: tf.neg(y!) }),
    },
    predict: {
      output: "prediction",
      description: "The labels in the order of their mean places given x.",
      widths: { x: features },
      compute: ({ x }) => structure.argmax(tf.neg(placesOf(x!))),
    },
    utilities: {
      output: "utilities",
      description: `The utilities of the labels by each of the ${folds} folds, one fold after another.`,
      widths: { x: features },
      compute: ({ x }) =>
        tf.reshape(tf.transpose(utilitiesOf(x!), [1, 0, 2]), [-1, folds * labels]),
    },
  };
}
