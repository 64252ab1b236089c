import { key } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import {
  evaluateRankings,
  fitRankings,
  planRankings,
  type RankingBaseName,
  type RankingEnergyName,
  rankingFrom,
} from "@ebm/models";
import type { PreparedPart } from "../structured/prepare-rows.js";
import type { FittedConfig } from "./fitted-config.js";
import type { FittedInstance, FittedModel } from "./fitted-model.js";
import type { FittedRankings } from "./fitted-rankings.js";
import { RANKINGS_FILES, rankingsFiles } from "./rankings-files.js";
import { rankingsFindings } from "./rankings-findings.js";
import { sourceOf } from "./source-of.js";

/** The default model of label-ranking: see `fitRankings`. */
export const rankings: FittedModel<FittedRankings> = {
  name: "stack",
  method: "Plackett–Luce mixture of stacked members, and chains of choices",
  bases: {
    chain: "chains of choices over all members, if held-out rows gain by them",
    stack: "Plackett–Luce models of all members",
    frequencies: "one Plackett–Luce model, whatever x is",
  },
  energies: { pairs: "pairs in their order, and labels at their places" },
  plan(instance) {
    const { members, energies, notes } = planOf(instance);
    const tried = energies.map(({ energy }) => `energy ${energy}`);
    return { parts: [...members, "stack", "chains", ...tried], notes };
  },
  async fit({ config, prepared }, { signal, onPart }) {
    const { model, report } = await fitRankings({
      ...rowsOf(prepared.train),
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
  async test(fitted, { prepared }) {
    const evaluation = await evaluateRankings(fitted.model, rowsOf(prepared.test));
    const { nll, nllStandardError, baseNll, stackNll, frequencyNll, uniformNll } = evaluation;
    const { kendallTau, tiltKept } = evaluation;
    return {
      metrics: {
        kendallTau: Number.isFinite(kendallTau) ? kendallTau : null,
        nll,
        nllStandardError,
        baseNll,
        stackNll,
        frequencyNll,
        uniformNll,
        effectiveShare: 1,
        tiltKept: Number(tiltKept),
      },
      report: rankingsFindings(fitted, evaluation),
    };
  },
  open: (fitted, { data, prepared }) =>
    rankingFrom(fitted, {
      ...sourceOf(data, prepared),
      target: { columns: [data.target ?? "ranking"], labelNames: data.labelNames },
    }),
  files: RANKINGS_FILES,
  defaultFiles: RANKINGS_FILES,
  whyMissing: () => undefined,
  makeFiles: rankingsFiles,
};

function planOf({ config, prepared }: FittedInstance) {
  const { x, targets } = prepared.train;
  const [rows, features] = x.shape;
  const size = { rows, features, labels: targets.shape[1], budgetSeconds: config.budget };
  return planRankings({ ...size, ...energyOf(config) });
}

/** Returns the base and the energy, whose names the schema has checked. */
function energyOf({ base, energy }: FittedConfig) {
  return {
    base: base as RankingBaseName | undefined,
    energy: energy as RankingEnergyName | "auto" | "none" | undefined,
  };
}

function rowsOf({ x, targets }: PreparedPart): { readonly x: Matrix; readonly ranks: Matrix } {
  return { x, ranks: targets };
}
