import { key } from "@ebm/core";
import { brierScore, calibrationError } from "@ebm/metrics";
import {
  evaluateLabelSets,
  labelSetsFiles as filesOf,
  fitLabelSets,
  type LabelBaseName,
  type LabelEnergyName,
  multilabelFrom,
  multilabelModel,
  planLabelSets,
} from "@ebm/models";
import { calibration } from "../structured/calibration.js";
import { knownTargets } from "../structured/known-targets.js";
import { labelScores } from "../structured/label-scores.js";
import type { FittedConfig } from "./fitted-config.js";
import type { FittedLabelSets } from "./fitted-label-sets.js";
import type { FittedInstance, FittedModel } from "./fitted-model.js";
import { LABEL_SETS_FILES, labelSetsFiles } from "./label-sets-files.js";
import { labelSetsFindings } from "./label-sets-findings.js";
import { sourceOf } from "./source-of.js";

/** The default model of multilabel: see `fitLabelSets`. */
export const labelSets: FittedModel<FittedLabelSets> = {
  name: "stack",
  method: "stack of members, and chains over labels",
  bases: {
    chain: "chains of labels over all members",
    stack: "all members, labels independent given x",
    independent: "logistic regressions",
    frequencies: "the label frequencies, whatever x is",
  },
  energies: {
    pairs: "couplings of pairs of labels",
    "low-rank": "couplings that depend on x",
    mlp: "a small network of x and y",
  },
  plan(instance) {
    const { notes, logistic, forest, extraTrees, neighbors, networks, energies } = planOf(instance);
    const members = Object.entries({
      logistic,
      forest,
      "extra trees": extraTrees,
      neighbors,
      networks,
    });
    const kept = members.flatMap(([kind, isKept]) => (isKept ? [kind] : []));
    const tried = energies.map(({ energy }) => `energy ${energy}`);
    return { parts: [...kept, "stack", "chain", ...tried], notes };
  },
  async fit({ config, prepared }, { signal, onPart }) {
    const { model, report } = await fitLabelSets({
      x: prepared.train.x,
      y: knownTargets(prepared.train),
      key: key(config.seed),
      budgetSeconds: config.budget,
      threads: config.threads,
      ...energyOf(config),
      signal,
      onProgress: onPart,
    });
    const { seconds: _, ...rest } = report;
    return { model, report: rest };
  },
  async test(fitted, { data, prepared }) {
    const { targets, known } = prepared.test;
    const evaluation = await evaluateLabelSets(fitted.model, {
      x: prepared.test.x,
      y: knownTargets(prepared.test),
    });
    const { nll, nllStandardError, baseNll, frequencyNll, uniformNll } = evaluation;
    const { predicted, logits, effectiveShare, tiltKept } = evaluation;
    const predictions = { predicted, actual: targets, known };
    const isKnown = (_: number, i: number): boolean => known?.data[i] !== 0;
    const [knownLogits, outcomes] = [logits.data.filter(isKnown), targets.data.filter(isKnown)];
    const probabilities = Float64Array.from(knownLogits, (logit) => 1 / (1 + Math.exp(-logit)));
    return {
      metrics: {
        nll,
        nllStandardError,
        baseNll,
        frequencyNll,
        uniformNll,
        effectiveShare,
        tiltKept: Number(tiltKept),
        ...multilabelModel(fitted.model.labels, "unary").metrics(predictions),
        brierScore: brierScore({ probabilities, outcomes }),
        calibrationError: calibrationError({ probabilities, outcomes }),
      },
      report: {
        ...labelSetsFindings(fitted, evaluation),
        labels: labelScores(data.labelNames, predictions),
        calibration: calibration(knownLogits, outcomes),
      },
    };
  },
  open: (fitted, { data, prepared }) =>
    multilabelFrom(fitted, {
      ...sourceOf(data, prepared),
      target: {
        columns: data.target === undefined ? data.labelNames : [data.target],
        labelNames: data.labelNames,
        isList: data.target !== undefined,
      },
    }),
  files: LABEL_SETS_FILES,
  defaultFiles: ["log-prob", "predict", "marginals"],
  whyMissing: ({ model }, file) => {
    if (!model.tilt || Object.hasOwn(filesOf(model), file)) return undefined;
    return file === "sampler"
      ? "samples of a model with an energy are chosen among many of the base: use `sample` of @ebm/models, or --energy none."
      : `log Z of an energy over ${model.labels} labels is no sum that a file can hold: use @ebm/models, or --energy none.`;
  },
  makeFiles: labelSetsFiles,
};

function planOf({ config, prepared }: FittedInstance) {
  const { x, targets } = prepared.train;
  const [rows, features] = x.shape;
  const size = { rows, features, labels: targets.shape[1], budgetSeconds: config.budget };
  return planLabelSets({ ...size, ...energyOf(config) });
}

/** Returns the base and the energy, whose names the schema has checked. */
function energyOf({ base, energy }: FittedConfig) {
  return {
    base: base as LabelBaseName | undefined,
    energy: energy as LabelEnergyName | "auto" | "none" | undefined,
  };
}
