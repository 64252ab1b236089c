import { key } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { evaluateLabelSets, fitLabelSets, multilabelModel, planLabelSets } from "@ebm/models";
import { calibration } from "../structured/calibration.js";
import { labelScores } from "../structured/label-scores.js";
import type { PreparedPart } from "../structured/prepare-rows.js";
import type { FittedLabelSets } from "./fitted-label-sets.js";
import type { FittedInstance, FittedModel } from "./fitted-model.js";
import { LABEL_SETS_FILES, labelSetsFiles } from "./label-sets-files.js";
import { labelSetsFindings } from "./label-sets-findings.js";

/** The default model of multilabel: see `fitLabelSets`. */
export const labelSets: FittedModel<FittedLabelSets> = {
  name: "stack",
  method: "stack of members, and chains over labels",
  plan(instance) {
    const { notes, logistic, forest, extraTrees, neighbors, networks } = planOf(instance);
    const members = Object.entries({
      logistic,
      forest,
      "extra trees": extraTrees,
      neighbors,
      networks,
    });
    const kept = members.flatMap(([kind, isKept]) => (isKept ? [kind] : []));
    return { parts: [...kept, "stack", "chain"], notes };
  },
  async fit({ config, prepared }, { signal, onPart }) {
    const { model, report } = await fitLabelSets({
      ...rowsOf(prepared.train),
      key: key(config.seed),
      budgetSeconds: config.budget,
      threads: config.threads,
      signal,
      onProgress: onPart,
    });
    const { seconds: _, ...rest } = report;
    return { model, report: rest };
  },
  async test(fitted, { data, prepared }) {
    const { targets, known } = prepared.test;
    const evaluation = await evaluateLabelSets(fitted.model, rowsOf(prepared.test));
    const { nll, nllStandardError, frequencyNll, uniformNll, predicted, logits } = evaluation;
    const predictions = { predicted, actual: targets, known };
    const isKnown = (_: number, i: number): boolean => known?.data[i] !== 0;
    return {
      metrics: {
        nll,
        nllStandardError,
        baseNll: nll,
        frequencyNll,
        uniformNll,
        ...multilabelModel(fitted.model.labels, "unary").metrics(predictions),
      },
      report: {
        ...labelSetsFindings(fitted, evaluation),
        labels: labelScores(data.labelNames, predictions),
        calibration: calibration(logits.data.filter(isKnown), targets.data.filter(isKnown)),
      },
    };
  },
  files: LABEL_SETS_FILES,
  defaultFiles: ["log-prob", "predict", "marginals"],
  makeFiles: labelSetsFiles,
};

function planOf({ config, prepared }: FittedInstance) {
  const { x, targets } = prepared.train;
  const [rows, features] = x.shape;
  return planLabelSets({ rows, features, labels: targets.shape[1], budgetSeconds: config.budget });
}

/** Rows with NaN for each label that is unknown. */
function rowsOf({ x, targets, known }: PreparedPart): { x: Matrix; y: Matrix } {
  if (!known) return { x, y: targets };
  const data = targets.data.map((value, i) => (known.data[i] === 1 ? value : Number.NaN));
  return { x, y: { data, shape: targets.shape } };
}
