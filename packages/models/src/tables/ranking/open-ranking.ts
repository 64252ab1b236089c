import { key as keyOf } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import type { Matrix } from "@ebm/datasets";
import { topRankings } from "../../answers/top-rankings.js";
import { evaluateUtilities } from "../../rankings/evaluate-rankings.js";
import { expectedPlaces } from "../../rankings/expected-places.js";
import { rankingLogProbs } from "../../rankings/ranking-log-probs.js";
import type { RankingModel } from "../../rankings/ranking-model.js";
import { sampleRankings } from "../../rankings/sample-rankings.js";
import { explainReport } from "../explain-report.js";
import type { FitScores, FittedModel, Likeliest } from "../fitted-model.js";
import { openHead } from "../open-head.js";
import { saveModel } from "../save-model.js";
import type { SavedModel } from "../saved-model.js";
import { kindsOf, type TableRows, tableOf } from "../table-rows.js";
import { type RankingTarget, readRanks } from "./ranking-target.js";

/** The labels in their order, the first one preferred. */
export type Ranking = readonly string[];

/** Kendall's τ × 100, and losses in nats. */
export interface RankingScores extends FitScores {
  readonly kendallTau: number;
}

/** A model of how a row ranks labels. */
export interface FittedRanking extends FittedModel<Ranking, RankingScores> {
  readonly kind: "ranking";
  readonly labels: readonly string[];
  /** Returns the mean place of each label by name, from 0, for each row. */
  expectedRanks(rows: TableRows): Promise<readonly Readonly<Record<string, number>>[]>;
  /** Returns the likeliest orders of each row, and their probabilities. */
  likeliest(
    rows: TableRows,
    options?: { readonly count?: number },
  ): Promise<readonly Likeliest<Ranking>[]>;
}

/** The parts of a model of rankings that `utilities.onnx` does not have. */
export interface RankingParams {
  readonly target: RankingTarget;
  readonly model: Omit<RankingModel, "members" | "stack">;
}

/** Opens a model of rankings. */
export function openRanking(saved: SavedModel<RankingParams>): FittedRanking {
  const { report, params } = saved.card;
  const kinds = kindsOf(saved.card.columns);
  const { model, target } = params;
  const { labelNames } = target;
  const { labels, folds } = model;
  const head = openHead(saved.files["utilities.onnx"]!);
  const utilitiesOf = async (rows: TableRows): Promise<Matrix[]> => {
    const { data, shape } = await head.run(rows);
    return Array.from({ length: folds }, (_, fold) => ({
      data: Float32Array.from({ length: shape[0] * labels }, (_, i) => {
        const row = Math.floor(i / labels);
        return data[row * folds * labels + fold * labels + (i % labels)]!;
      }),
      shape: [shape[0], labels],
    }));
  };
  const ordersOf = ({ data, shape: [rows] }: Matrix): Ranking[] =>
    Array.from({ length: rows }, (_, row) => orderOf(data.subarray(row * labels), labelNames));
  const named = ({ data, shape: [rows] }: Pick<Matrix, "shape"> & { data: ArrayLike<number> }) =>
    Array.from({ length: rows }, (_, row) =>
      Object.fromEntries(labelNames.map((name, j) => [name, data[row * labels + j]!] as const)),
    );
  return {
    kind: "ranking",
    columns: kinds,
    report,
    labels: labelNames,
    async evaluate(rows) {
      const table = await tableOf("FittedRanking", rows, kinds);
      const ranks = readRanks("evaluate", table, target);
      const utilities = await utilitiesOf(table);
      const found = evaluateUtilities(model, { utilities, ranks });
      const { nll, nllStandardError, baseNll, frequencyNll, uniformNll, kendallTau } = found;
      return { nll, nllStandardError, baseNll, frequencyNll, uniformNll, kendallTau };
    },
    predict: async (rows) => ordersOf(expectedPlaces(model, await utilitiesOf(rows))),
    expectedRanks: async (rows) => named(expectedPlaces(model, await utilitiesOf(rows))),
    async likeliest(rows, options) {
      const utilities = await utilitiesOf(rows);
      return Array.from({ length: utilities[0]!.shape[0] }, (_, row) => {
        const own = utilities.map(({ data }) => data.subarray(row * labels, (row + 1) * labels));
        const { places, probabilities, isExact } = topRankings(model, own, options);
        const answers = places.map((each, i) => ({
          y: orderOf(each, labelNames),
          probability: probabilities[i]!,
        }));
        return { answers, isExact };
      });
    },
    async marginals(rows) {
      const utilities = await utilitiesOf(rows);
      const count = utilities[0]!.shape[0];
      const data = new Float64Array(count * labels);
      for (let j = 0; j < labels; j++) {
        const first = Float32Array.from({ length: count * labels }, (_, i) =>
          Number(i % labels !== j),
        );
        const ranks = { data: first, shape: [count, labels] as const };
        for (const [row, value] of rankingLogProbs(model, utilities, ranks).entries()) {
          data[row * labels + j] = Math.exp(value);
        }
      }
      return named({ data, shape: [count, labels] });
    },
    async logProb(rows) {
      const table = await tableOf("FittedRanking", rows, kinds);
      const ranks = readRanks("logProb", table, target);
      return rankingLogProbs(model, await utilitiesOf(table), ranks);
    },
    async sample(rows, { key = keyOf(0), samples = 1 } = {}) {
      checkCount("sample", { samples });
      const utilities = await utilitiesOf(rows);
      const all = ordersOf(sampleRankings(model, utilities, { key, samples }));
      return Array.from({ length: utilities[0]!.shape[0] }, (_, row) =>
        all.slice(row * samples, (row + 1) * samples),
      );
    },
    explain: () => explainReport(report),
    save: (directory, options) =>
      saveModel(directory, saved, { ...options, needed: ["utilities.onnx"] }),
    dispose: () => head.dispose(),
  };
}

/** The names of labels in the order of their places. */
function orderOf(places: ArrayLike<number>, labelNames: readonly string[]): Ranking {
  return [...labelNames.keys()]
    .sort((a, b) => places[a]! - places[b]! || a - b)
    .map((label) => labelNames[label]!);
}
