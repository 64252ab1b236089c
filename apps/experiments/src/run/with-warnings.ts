import { formatNumber } from "../report/format.js";
import { isFiniteNumber } from "../report/is-finite-number.js";
import type { MetricsLine } from "../run-files/events.js";
import type { Metrics, TestResults } from "../tasks/task.js";

/**
 * Adds warnings for everybody who sees the results: that they are bad, or that training diverged.
 */
export function withWarnings(results: TestResults, lines: readonly MetricsLine[]): TestResults {
  const rollbacks = lines.flatMap((line) => (line.event === "rollback" ? [line.reason] : []));
  const { warnings: known = [] } = results.report;
  const isSaid = known.some((warning) => warning.includes("NLL"));
  const warnings = [...(isSaid ? [] : shortfall(results.metrics)), ...known, ...rollbacks];
  if (warnings.length === 0) return results;
  return { ...results, report: { ...results.report, warnings } };
}

/** Names a baseline that has learned less and yet is better, in one sentence. */
function shortfall({ nll, baseNll, uniformNll, kendallTau }: Metrics): string[] {
  const others = [
    ["the uniform distribution", uniformNll],
    ["its base", baseNll],
  ] as const;
  for (const [name, other] of others) {
    if (!isFiniteNumber(nll) || !isFiniteNumber(other) || nll <= other) continue;
    return [
      `The model is worse than ${name} on the test rows: its NLL is ${formatNumber(nll, 3)} nats, expected less than ${formatNumber(other, 3)}.`,
    ];
  }
  if (!isFiniteNumber(kendallTau) || kendallTau >= 0) return [];
  return [
    `The model is worse than random orders on the test rows: its Kendall τ × 100 is ${formatNumber(kendallTau, 2)}, expected more than 0.`,
  ];
}
