import { key as keyOf } from "@ebm/core";
import { checkPositive } from "@ebm/core/check";
import {
  applyPreprocessor,
  fitPreprocessor,
  type Preprocessor,
  type SelectOptions,
  selectColumns,
} from "@ebm/datasets";
import { labelRankingModel } from "../../label-ranking-model.js";
import {
  type FitRankingsInputs,
  fitRankings,
  type RankingsReport,
} from "../../rankings/fit-rankings.js";
import type { RankingModel } from "../../rankings/ranking-model.js";
import { filesOf } from "../files-of.js";
import type { FitReport } from "../fitted-model.js";
import { rankingsFiles } from "../rankings-files.js";
import { columnsOf, type NamedColumn, type TableRows, tableOf } from "../table-rows.js";
import { type FittedRanking, openRanking } from "./open-ranking.js";
import { type RankingTarget, readRankings } from "./ranking-target.js";
import { withoutPlaces } from "./without-places.js";

export interface FitRankingOptions
  extends Omit<SelectOptions, "targets">,
    Omit<FitRankingsInputs, "x" | "ranks" | "key"> {
  /** The column of the rankings, such as `b>a>c`, `a>b=c` or `a>b`. Default: "ranking". */
  readonly ranking?: string;
  /**
   * Names of columns that have the place of a label each, in place of `ranking`: numbers that grow
   * with the place, equal ones for ties, and missing for labels that a row does not rank. Default:
   * none.
   */
  readonly labels?: readonly string[];
  /** Decides folds, initial parameters and batches. Default: key(0). */
  readonly key?: FitRankingsInputs["key"];
}

/**
 * Fits a model of how a row of a table ranks labels, given its other columns: numbers, categories,
 * booleans and date-times, with missing values. A row may rank some of the labels, and labels may
 * tie: it stands for all orders that agree. `fitRankings` fits the model.
 *
 * @throws {EbmError} If a name is no column, a value does not fit, or there are fewer than four rows.
 */
export async function fitRanking(
  rows: TableRows,
  options: FitRankingOptions = {},
): Promise<FittedRanking> {
  const { ranking = "ranking", labels, features, drop, key = keyOf(0), ...fit } = options;
  checkPositive("fitRanking", { budgetSeconds: fit.budgetSeconds ?? 1 });
  const table = await tableOf("fitRanking", rows);
  const targets = labels ?? [ranking];
  const chosen = selectColumns(table, { targets, features, drop });
  const ranked = readRankings("fitRanking", columnsOf("fitRanking", table, targets));
  const own = withoutPlaces(chosen.features, { ...ranked, keep: features });
  const preprocessor = fitPreprocessor(own.features);
  const x = applyPreprocessor(preprocessor, own.features);
  const { model, report } = await fitRankings({ ...fit, x, ranks: ranked.ranks, key });
  const told = [table, chosen.features, ranked, own, preprocessor].flatMap(({ notes }) => notes);
  return rankingFrom(
    { model, report },
    {
      dataset: table.file,
      columns: [...own.features.columns, ...chosen.targets.columns],
      target: { columns: targets, labelNames: ranked.labelNames },
      preprocessor,
      rows: table.rows,
      notes: told,
    },
  );
}

/** Facts about the table that a model was fitted to. */
export interface RankingSource {
  /** The name of the data. */
  readonly dataset: string;
  readonly columns: readonly NamedColumn[];
  readonly target: RankingTarget;
  readonly preprocessor: Preprocessor;
  readonly rows: number;
  readonly notes: readonly string[];
}

/** Joins a fitted model and what its columns stand for. */
export function rankingFrom(
  {
    model,
    report,
  }: { readonly model: RankingModel; readonly report: Omit<RankingsReport, "seconds"> },
  { dataset, columns, target, preprocessor, rows, notes }: RankingSource,
): FittedRanking {
  const { members: _, stack: __, ...rest } = model;
  const structure = labelRankingModel(model.labels, "permutahedron").structure.name;
  const card = {
    method: "Plackett–Luce mixture of stacked members, and chains of choices",
    structure,
    dataset,
    target: {
      kind: "ranking" as const,
      labels: target.labelNames,
      structure,
      ...(target.columns.length === 1 && { column: target.columns[0]! }),
    },
  };
  return openRanking({
    card: {
      kind: "ranking",
      columns: columns.map(({ name, kind }) => ({ name, kind })),
      report: reportOf(report, { rows, notes: [...notes, ...report.notes] }),
      params: { target, model: rest },
    },
    files: filesOf(rankingsFiles(model), { card, preprocessor }),
  });
}

function reportOf(
  { uniformNll, constant, members, stack, chains, energies }: Omit<RankingsReport, "seconds">,
  told: Pick<FitReport, "rows" | "notes">,
): FitReport {
  const kept = chains?.kept ? chains : undefined;
  const baseNll = (kept ?? stack).nll;
  const energy = energies.find(({ verdict }) => verdict.kept);
  const nll = baseNll - (energy?.verdict.gain ?? 0);
  return {
    ...told,
    base: `mixture of Plackett–Luce models${kept ? ", and chains of choices" : ""}`,
    nll,
    baseNll,
    frequencyNll: constant.nll,
    uniformNll,
    energy: energy && { name: energy.energy, gain: energy.verdict.gain },
    parts: [
      { part: "orders equally likely", nll: uniformNll },
      { part: "Plackett–Luce without features", nll: constant.nll },
      { part: "stack of members", nll: stack.nll },
      ...(kept ? [{ part: "chains of choices", nll: kept.nll }] : []),
      ...(energy ? [{ part: `energy of ${energy.energy} on top`, nll }] : []),
    ],
    members: members.map(({ kind, nll, weight }) => ({ name: kind, nll, weight })),
  };
}
