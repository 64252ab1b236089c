import { key as keyOf } from "@ebm/core";
import {
  applyPreprocessor,
  fitPreprocessor,
  type SelectOptions,
  selectColumns,
} from "@ebm/datasets";
import { labelRankingModel } from "../../label-ranking-model.js";
import {
  type FitRankingsInputs,
  fitRankings,
  type RankingsReport,
} from "../../rankings/fit-rankings.js";
import { filesOf } from "../files-of.js";
import type { FitReport } from "../fitted-model.js";
import { rankingsFiles } from "../rankings-files.js";
import { columnsOf, type TableRows, tableOf } from "../table-rows.js";
import { type FittedRanking, openRanking } from "./open-ranking.js";
import { readRankings } from "./ranking-target.js";
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
  const table = await tableOf(rows);
  const targets = labels ?? [ranking];
  const chosen = selectColumns(table, { targets, features, drop });
  const ranked = readRankings("fitRanking", columnsOf("fitRanking", table, targets));
  const own = withoutPlaces(chosen.features, { ...ranked, keep: features });
  const preprocessor = fitPreprocessor(own.features);
  const x = applyPreprocessor(preprocessor, own.features);
  const { model, report } = await fitRankings({ ...fit, x, ranks: ranked.ranks, key });
  const { members: _, stack: __, ...rest } = model;
  const { labelNames } = ranked;
  const structure = labelRankingModel(model.labels, "permutahedron").structure.name;
  const card = {
    method: "Plackett–Luce mixture of stacked members, and chains of choices",
    structure,
    dataset: table.file,
    target: {
      kind: "ranking" as const,
      labels: labelNames,
      structure,
      ...(labels === undefined && { column: ranking }),
    },
  };
  const told = [table, chosen.features, ranked, own, preprocessor].flatMap(({ notes }) => notes);
  return openRanking({
    card: {
      kind: "ranking",
      report: reportOf(report, { rows: table.rows, notes: [...told, ...report.notes] }),
      params: { target: { columns: targets, labelNames }, model: rest },
    },
    files: filesOf(rankingsFiles(model), { card, preprocessor }),
  });
}

function reportOf(
  { uniformNll, constant, members, stack, chains, energies, seconds }: RankingsReport,
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
    seconds,
  };
}
