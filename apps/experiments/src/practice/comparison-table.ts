import { mean } from "@ebm/core/float64";
import { formatNumber, formatSigned } from "../report/format.js";
import type { Comparison } from "./compare.js";
import type { PracticeTable } from "./practice-table.js";
import type { SetResult } from "./set-results.js";

/** Number of decimals of likelihoods and of scores. */
const NATS = 3;
const SCORE = 1;

/** Returns a Markdown table of our model and the best baseline of each set, and the means. */
export function comparisonTable({ score }: PracticeTable, results: readonly SetResult[]): string {
  const headings = [
    "",
    "seeds",
    "NLL",
    "best baseline",
    "gain, rows, seeds",
    ...(score ? [score.name, "best baseline", "gain, rows, seeds"] : []),
    "seconds",
    "baselines'",
  ];
  const lines = results.map((result) => [
    result.dataset,
    String(result.seeds),
    `${formatNumber(result.means.nll, NATS)} ± ${formatNumber(result.means.nllStandardError, NATS)}`,
    ...baselineEntries(result.nll, NATS),
    ...(result.score
      ? [formatNumber(result.score.ours, SCORE), ...baselineEntries(result.score, SCORE)]
      : []),
    formatNumber(result.seconds, 1),
    formatNumber(result.timed, 1),
  ]);
  const grid = [headings, headings.map(() => "---"), ...lines, meanLine(results)];
  return grid.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function baselineEntries({ best, gain, error, overSeeds }: Comparison, decimals: number): string[] {
  const seeds = overSeeds === null ? "" : `, ± ${formatNumber(overSeeds, decimals)}`;
  return [
    `${formatNumber(best.value, decimals)} ${best.name}`,
    `${formatSigned(gain, decimals)} ± ${formatNumber(1.96 * error, decimals)}${seeds}`,
  ];
}

function meanLine(results: readonly SetResult[]): string[] {
  const meanOf = (value: (result: SetResult) => number): number => mean(results.map(value));
  const means = (comparison: (result: SetResult) => Comparison, decimals: number): string[] => [
    formatNumber(
      meanOf((result) => comparison(result).ours),
      decimals,
    ),
    formatNumber(
      meanOf((result) => comparison(result).best.value),
      decimals,
    ),
    formatSigned(
      meanOf((result) => comparison(result).gain),
      decimals,
    ),
  ];
  return [
    "mean",
    "",
    ...means(({ nll }) => nll, NATS),
    ...(results.every(({ score }) => score) ? means(({ score }) => score!, SCORE) : []),
    formatNumber(
      meanOf(({ seconds }) => seconds),
      1,
    ),
    formatNumber(
      meanOf(({ timed }) => timed),
      1,
    ),
  ];
}
