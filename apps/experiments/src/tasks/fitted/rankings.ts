import { key } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { evaluateRankings, fitRankings, planRankings } from "@ebm/models";
import type { PreparedPart } from "../structured/prepare-rows.js";
import type { FittedInstance, FittedModel } from "./fitted-model.js";
import type { FittedRankings } from "./fitted-rankings.js";
import { RANKINGS_FILES, rankingsFiles } from "./rankings-files.js";
import { rankingsFindings } from "./rankings-findings.js";

/** The default model of label-ranking: see `fitRankings`. */
export const rankings: FittedModel<FittedRankings> = {
  name: "stack",
  method: "Plackett–Luce mixture of stacked members, and chains of choices",
  plan(instance) {
    const { members, notes } = planOf(instance);
    return { parts: [...members, "stack", "chains"], notes };
  },
  async fit({ config, prepared }, { signal, onPart }) {
    const { model, report } = await fitRankings({
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
  async test(fitted, { prepared }) {
    const evaluation = await evaluateRankings(fitted.model, rowsOf(prepared.test));
    const { nll, nllStandardError, baseNll, frequencyNll, uniformNll, kendallTau } = evaluation;
    return {
      metrics: {
        kendallTau: Number.isFinite(kendallTau) ? kendallTau : null,
        nll,
        nllStandardError,
        baseNll,
        frequencyNll,
        uniformNll,
      },
      report: rankingsFindings(fitted, evaluation),
    };
  },
  files: RANKINGS_FILES,
  defaultFiles: RANKINGS_FILES,
  makeFiles: rankingsFiles,
};

function planOf({ config, prepared }: FittedInstance) {
  const { x, targets } = prepared.train;
  const [rows, features] = x.shape;
  return planRankings({ rows, features, labels: targets.shape[1], budgetSeconds: config.budget });
}

function rowsOf({ x, targets }: PreparedPart): { readonly x: Matrix; readonly ranks: Matrix } {
  return { x, ranks: targets };
}
