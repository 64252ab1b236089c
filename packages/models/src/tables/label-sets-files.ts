import * as tf from "@tensorflow/tfjs-core";
import { chainLogProb } from "../multilabel/chain-log-prob.js";
import { labelLogitsOf } from "../multilabel/label-logits-of.js";
import type { LabelSets } from "../multilabel/label-sets.js";
import { sampleChains } from "../multilabel/sample-chains.js";
import type { TracedFile } from "./traced-file.js";

/** The names of the files of a model of sets of labels. */
export type LabelSetsFileName = "log-prob" | "predict" | "marginals" | "sampler" | "logits";

/**
 * Returns the functions that a model of sets of labels can be written as. All are exact: nothing is
 * estimated.
 */
export function labelSetsFiles(model: LabelSets): Readonly<Record<LabelSetsFileName, TracedFile>> {
  const { features, labels, chains, threshold } = model;
  const logitsOf = labelLogitsOf(model);
  return {
    "log-prob": {
      output: "log_prob",
      description: "The log-probability log p(y|x) of a set y of labels, exact: p sums to 1.",
      widths: { x: features, y: labels },
      compute: ({ x, y }) => chainLogProb(chains, { logits: logitsOf(x!), y: y! }),
    },
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
    sampler: {
      output: "samples",
      description: "An exact sample of p(y|x) for each row of uniforms on [0, 1).",
      widths: { x: features, uniforms: labels + 1 },
      compute: ({ x, uniforms }) =>
        sampleChains(chains, { logits: logitsOf(x!), uniforms: uniforms! }),
    },
    logits: {
      output: "logits",
      description: "The logit of the probability of each label given x alone.",
      widths: { x: features },
      compute: ({ x }) => logitsOf(x!),
    },
  };
}
