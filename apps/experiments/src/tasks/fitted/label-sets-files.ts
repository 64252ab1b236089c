import { type Key, split, uniform } from "@ebm/core";
import { chainLogProb, labelLogitsOf, sampleChains } from "@ebm/models";
import { exportFunction } from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import type { Artifact } from "../../export/artifact.js";
import { perSample } from "../../export/per-sample.js";
import { randomColumns } from "../structured/random-columns.js";
import { withRawColumns } from "../structured/with-raw-columns.js";
import type { FittedLabelSets } from "./fitted-label-sets.js";
import type { FittedModel } from "./fitted-model.js";

export const LABEL_SETS_FILES: readonly string[] = ["log-prob", "predict", "marginals", "sampler"];

/** Sums over many labels and inputs are off by more than those of the other tasks. */
const TOLERANCE = 1e-4;

type Inputs = Readonly<Record<string, tf.Tensor>>;

/** A file: its output, the widths of its inputs, and what it computes of L(x). */
interface LabelSetsFile {
  readonly output: string;
  readonly description: string;
  /** Number of columns of each input besides x. */
  readonly widths: Readonly<Record<string, number>>;
  compute(logits: tf.Tensor2D, inputs: Inputs): tf.Tensor;
}

/** Makes the ONNX files of a model of sets of labels. All is exact: nothing is sampled or learned. */
export const labelSetsFiles: FittedModel<FittedLabelSets>["makeFiles"] = (
  { model },
  instance,
  { names, card, samples = false },
) => {
  const { preprocessor } = instance.prepared;
  const logits = labelLogitsOf(model);
  const all = filesOf(model);
  return names.map((name) => {
    const { output, description, widths, compute } = all[name]!;
    const reference = (inputs: Inputs) => ({
      [output]: compute(logits(inputs.x as tf.Tensor2D), inputs),
    });
    const specs = Object.entries({ x: model.features, ...widths }).map(
      ([input, width]) => [input, { shape: ["batch", width], dtype: "float32" }] as const,
    );
    const bytes = exportFunction(reference, Object.fromEntries(specs), {
      ...card,
      name: output,
      description,
    });
    const sample = (key: Key, batch: number) => {
      const [forX, ...keys] = split(key, 3);
      const others = Object.entries(widths).map(([input, width], i) => {
        const values = uniform(keys[i]!, batch * width);
        const data = input === "y" ? values.map((u) => Number(u < 0.5)) : values;
        return [input, { data, shape: [batch, width] }] as const;
      });
      return { x: randomColumns(preprocessor, forX!, batch), ...Object.fromEntries(others) };
    };
    const artifact = {
      file: `${name}.onnx`,
      bytes,
      proof: { reference, sample, tolerance: TOLERANCE },
    };
    const made: Artifact = samples && name === "log-prob" ? perSample(artifact) : artifact;
    return withRawColumns(made, instance);
  });
};

function filesOf({
  labels,
  chains,
  threshold,
}: FittedLabelSets["model"]): Readonly<Record<string, LabelSetsFile>> {
  return {
    "log-prob": {
      output: "log_prob",
      description: "The log-probability log p(y|x) of a set y of labels, exact: p sums to 1.",
      widths: { y: labels },
      compute: (logits, { y }) => chainLogProb(chains, { logits, y: y as tf.Tensor2D }),
    },
    predict: {
      output: "prediction",
      description: "1 for each label whose probability given x is above the threshold, else 0.",
      widths: {},
      compute: (logits) => tf.cast(tf.greaterEqual(logits, threshold), "float32"),
    },
    marginals: {
      output: "marginals",
      description: "The probability of each label given x alone.",
      widths: {},
      // a sigmoid whose small values are right in proportion, which those of ONNX Runtime are not
      compute: (logits) => tf.exp(tf.neg(tf.softplus(tf.neg(logits)))),
    },
    sampler: {
      output: "samples",
      description: "An exact sample of p(y|x) for each row of uniforms on [0, 1).",
      widths: { uniforms: labels + 1 },
      compute: (logits, { uniforms }) =>
        sampleChains(chains, { logits, uniforms: uniforms as tf.Tensor2D }),
    },
  };
}
