import { foldIn, type Key, key as keyOf, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { evaluateLabelLogits } from "../../multilabel/evaluate-label-sets.js";
import { labelSetLogProbs } from "../../multilabel/label-set-log-probs.js";
import type { LabelSets } from "../../multilabel/label-sets.js";
import { sampleChains } from "../../multilabel/sample-chains.js";
import { explainReport } from "../explain-report.js";
import type { FitScores, FittedModel } from "../fitted-model.js";
import { openHead } from "../open-head.js";
import { saveModel } from "../save-model.js";
import type { SavedModel } from "../saved-model.js";
import { tableOf } from "../table-rows.js";
import { type LabelAnswers, type LabelSet, labelAnswers } from "./label-answers.js";
import { type LabelTarget, readLabels } from "./label-target.js";

/** Scores × 100 of the labels that are predicted, and losses in nats. */
export interface MultilabelScores extends FitScores {
  readonly f1Micro: number;
  readonly f1Samples: number;
  readonly f1Macro: number;
}

/** A model of which labels a row has. */
export interface FittedMultilabel extends FittedModel<LabelSet, MultilabelScores>, LabelAnswers {
  readonly kind: "multilabel";
  readonly labels: readonly string[];
  predict: LabelAnswers["predict"];
}

/** What a model of sets of labels consists of, but for what `logits.onnx` has. */
export interface MultilabelParams {
  readonly target: LabelTarget;
  readonly model: Omit<LabelSets, "members" | "stack">;
}

/** Opens a model of sets of labels. */
export function openMultilabel(saved: SavedModel<MultilabelParams>): FittedMultilabel {
  const { report, params } = saved.card;
  const { model, target } = params;
  const { labelNames } = target;
  const head = openHead(saved.files["logits.onnx"]!);
  const named = ({ data, shape: [rows, labels] }: Matrix, toNumber: (value: number) => number) =>
    Array.from({ length: rows }, (_, row) =>
      Object.fromEntries(
        labelNames.map((name, j) => [name, toNumber(data[row * labels + j]!)] as const),
      ),
    );
  return {
    ...labelAnswers({ model, target, head }),
    kind: "multilabel",
    report,
    labels: labelNames,
    async evaluate(rows) {
      const table = await tableOf(rows);
      const y = readLabels("evaluate", table, target);
      const logits = await head.run(table);
      const found = await evaluateLabelLogits(model, { logits, y });
      const { nll, nllStandardError, frequencyNll, uniformNll } = found;
      const { f1Micro, f1Samples, f1Macro } = found;
      const losses = { nll, nllStandardError, baseNll: nll, frequencyNll, uniformNll };
      return { ...losses, f1Micro, f1Samples, f1Macro };
    },
    async marginals(rows) {
      return named(await head.run(rows), (logit) => 1 / (1 + Math.exp(-logit)));
    },
    async logProb(rows) {
      const table = await tableOf(rows);
      const y = readLabels("logProb", table, target);
      const logits = await head.run(table);
      return Float64Array.from(await labelSetLogProbs(model, { logits, y }));
    },
    async sample(rows, { key = keyOf(0), samples = 1 } = {}) {
      const logits = await head.run(rows);
      const all = named(await sampleSets(model, { logits, key, samples }), (bit) => bit);
      return Array.from({ length: logits.shape[0] }, (_, row) =>
        all.slice(row * samples, (row + 1) * samples),
      );
    },
    explain: () => explainReport(report),
    save: (directory) => saveModel(directory, saved),
    dispose: () => head.dispose(),
  };
}

interface SampleInputs {
  readonly logits: Matrix;
  readonly key: Key;
  readonly samples: number;
}

/** Draws exact samples. Shape [rows · samples, labels], the samples of a row in turn. */
async function sampleSets(
  { chains }: Pick<LabelSets, "chains">,
  { logits: { data, shape }, key, samples }: SampleInputs,
): Promise<Matrix> {
  const [rows, labels] = shape;
  const count = rows * samples;
  const logits = new Float32Array(count * labels);
  const uniforms = new Float32Array(count * (labels + 1));
  const size = samples * (labels + 1);
  for (let row = 0; row < rows; row++) {
    const own = data.subarray(row * labels, (row + 1) * labels);
    for (let s = 0; s < samples; s++) logits.set(own, (row * samples + s) * labels);
    uniforms.set(uniform(foldIn(key, row), size), row * size);
  }
  const run = compile((it: { logits: tf.Tensor2D; uniforms: tf.Tensor2D }) =>
    sampleChains(chains, it),
  );
  const { output } = await run({
    logits: { data: logits, shape: [count, labels] },
    uniforms: { data: uniforms, shape: [count, labels + 1] },
  });
  await run.dispose();
  return { data: output.data, shape: [count, labels] };
}
