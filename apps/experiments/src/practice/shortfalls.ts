import { formatNumber } from "../report/format.js";
import type { Comparison } from "./compare.js";
import type { PracticeTable } from "./practice-table.js";
import type { SetResult } from "./set-results.js";

/**
 * Lists the sets on which the best baseline is ahead of the default model, by likelihood and by
 * score. Those where it is ahead by more than the study allows are in bold.
 */
export function shortfalls(table: PracticeTable, results: readonly SetResult[]): string[] {
  const { nllErrors, score } = table;
  const ahead = (
    comparisonOf: (result: SetResult) => Comparison | undefined,
    allowed: (comparison: Comparison) => number,
    decimals: number,
  ): string => {
    const found = results.flatMap((result) => {
      const comparison = comparisonOf(result);
      if (!comparison || comparison.gain >= 0) return [];
      const text = `${result.dataset} by ${formatNumber(-comparison.gain, decimals)} ± ${formatNumber(1.96 * comparison.error, decimals)} (${comparison.best.name})`;
      return [-comparison.gain > allowed(comparison) ? `**${text}**` : text];
    });
    return found.length > 0 ? found.join(", ") : "none";
  };
  const errors = nllErrors === 1 ? "one standard error" : `${nllErrors} standard errors`;
  const nll = ahead(
    (result) => result.nll,
    ({ error }) => nllErrors * error,
    3,
  );
  const poor = results.filter(
    ({ means }) => means.nll! > Math.min(means.frequencyNll!, means.uniformNll!),
  );
  const missing = Object.keys(table.sets).filter((set) =>
    results.every(({ dataset }) => dataset !== set),
  );
  return [
    `- **NLL**, nats: ${nll}. Bold: by more than ${errors}.`,
    ...(score ? [`- **${score.name}**: ${scoreText(score)}.`] : []),
    `- **Worse than label frequencies or uniform**: ${poor.length > 0 ? poor.map(({ dataset }) => dataset).join(", ") : "none"}.`,
    ...(missing.length > 0 ? [`- **Not computed yet**: ${missing.join(", ")}.`] : []),
  ];

  function scoreText({ least, orErrors }: NonNullable<PracticeTable["score"]>): string {
    const text = ahead(
      (result) => result.score,
      ({ error }) => Math.max(least, orErrors * error),
      1,
    );
    const or = orErrors > 0 ? " and by more than one standard error" : "";
    return `${text}. Bold: by more than ${least} points${or}`;
  }
}
