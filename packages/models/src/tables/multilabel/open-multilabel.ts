import { key as keyOf } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import type { Matrix } from "@ebm/datasets";
import { evaluateLabelLogits } from "../../multilabel/evaluate-label-sets.js";
import { labelSetLogProbs } from "../../multilabel/label-set-log-probs.js";
import type { LabelSets } from "../../multilabel/label-sets.js";
import { sampleLabelSets } from "../../multilabel/sample-label-sets.js";
import { explainReport } from "../explain-report.js";
import type { FitScores, FittedModel } from "../fitted-model.js";
import { openHead } from "../open-head.js";
import { saveModel } from "../save-model.js";
import type { SavedModel } from "../saved-model.js";
import { kindsOf, tableOf } from "../table-rows.js";
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

/** The parts of a model of sets of labels that `logits.onnx` does not have. */
export interface MultilabelParams {
  readonly target: LabelTarget;
  readonly model: Omit<LabelSets, "members" | "stack">;
}

/** Opens a model of sets of labels. */
export function openMultilabel(saved: SavedModel<MultilabelParams>): FittedMultilabel {
  const { report, params } = saved.card;
  const kinds = kindsOf(saved.card.columns);
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
    ...labelAnswers({ model, target, head, kinds }),
    kind: "multilabel",
    columns: kinds,
    report,
    labels: labelNames,
    async evaluate(rows) {
      const table = await tableOf("FittedMultilabel", rows, kinds);
      const y = readLabels("evaluate", table, target);
      const logits = await head.run(table);
      const found = await evaluateLabelLogits(model, { logits, y });
      const { nll, nllStandardError, baseNll, frequencyNll, uniformNll } = found;
      const { f1Micro, f1Samples, f1Macro } = found;
      const losses = { nll, nllStandardError, baseNll, frequencyNll, uniformNll };
      return { ...losses, f1Micro, f1Samples, f1Macro };
    },
    async marginals(rows) {
      return named(await head.run(rows), (logit) => 1 / (1 + Math.exp(-logit)));
    },
    async logProb(rows) {
      const table = await tableOf("FittedMultilabel", rows, kinds);
      const y = readLabels("logProb", table, target);
      const logits = await head.run(table);
      return (await labelSetLogProbs(model, { logits, y })).logProbs;
    },
    async sample(rows, { key = keyOf(0), samples = 1 } = {}) {
      checkCount("sample", { samples });
      const logits = await head.run(rows);
      const all = named(await sampleLabelSets(model, { logits, key, samples }), (bit) => bit);
      return Array.from({ length: logits.shape[0] }, (_, row) =>
        all.slice(row * samples, (row + 1) * samples),
      );
    },
    explain: () => explainReport(report),
    save: (directory, options) =>
      saveModel(directory, saved, { ...options, needed: ["logits.onnx"] }),
    dispose: () => head.dispose(),
  };
}
