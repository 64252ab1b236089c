import * as tf from "@tensorflow/tfjs-core";
import { labelLogProbOf, MOST_EXACT_LABELS } from "../multilabel/label-log-prob-of.js";
import { labelLogitsOf } from "../multilabel/label-logits-of.js";
import type { LabelSets } from "../multilabel/label-sets.js";
import { sampleChains } from "../multilabel/sample-chains.js";
import type { TracedFile } from "./traced-file.js";

/** The names of the files of a model of sets of labels. */
export type LabelSetsFileName = "log-prob" | "predict" | "marginals" | "sampler" | "logits";

/**
 * Returns the functions that a model of sets of labels can be written as. All are exact: nothing is
 * estimated. With an energy there is no sampler, and above 14 labels no log-probability. Prediction and
 * marginals are those of the labels given x alone, without the energy.
 */
export function labelSetsFiles(
  model: LabelSets,
): Readonly<Partial<Record<LabelSetsFileName, TracedFile>>> {
  const { features, labels, chains, threshold, tilt } = model;
  const logitsOf = labelLogitsOf(model);
  return {
    ...((!tilt || labels <= MOST_EXACT_LABELS) && { "log-prob": logProbFile(model, logitsOf) }),
    predict: {
      output: "prediction",
      description: "1 for each label whose probability given x is above the threshold, else 0.",
      widths: { x: features },
      compute: ({ x }) => tf.cast(tf.greaterEqual(logitsOf(x!), threshold), "float32"),
    },
    marginals: {
      output: "marginals",
      description: "The probability of each label given x alone.",
      widths: { x: features },
      // a sigmoid whose small values are right in proportion, which those of ONNX Runtime are not
      compute: ({ x }) => tf.exp(tf.neg(tf.softplus(tf.neg(logitsOf(x!))))),
    },
    ...(!tilt && {
      sampler: {
        output: "samples",
        description: "An exact sample of p(y|x) for each row of uniforms on [0, 1).",
        widths: { x: features, uniforms: labels + 1 },
        compute: ({ x, uniforms }) =>
          sampleChains(chains, { logits: logitsOf(x!), uniforms: uniforms! }),
      },
    }),
    logits: {
      output: "logits",
      description: "The logit of the probability of each label given x alone.",
      widths: { x: features },
      compute: ({ x }) => logitsOf(x!),
    },
  };
}

function logProbFile(model: LabelSets, logitsOf: (x: tf.Tensor2D) => tf.Tensor2D): TracedFile {
  const logProb = labelLogProbOf(model);
  return {
    output: "log_prob",
    description: "The log-probability log p(y|x) of a set y of labels, exact: p sums to 1.",
    widths: { x: model.features, y: model.labels },
    compute: ({ x, y }) => logProb({ logits: logitsOf(x!), y: y! }),
  };
}
