import { formatNumber } from "../../report/format.js";
import type { ReportData } from "../../report/report-data.js";
import { gainFinding } from "../gain-finding.js";
import type { FittedBits } from "./fitted-bits.js";
import type { TestedBits } from "./test-bits.js";

const LOG_Z = {
  exact: "exact, a sum over all rows that there can be",
  importance: "estimated by importance samples of the base",
  annealed: "estimated by annealed importance sampling from the base",
} as const;

const nats = (value: number): string => formatNumber(value, 3);

/** Describes the test results of a model, and how it was made. */
export function bitsFindings(
  { params: { tilt }, report }: FittedBits,
  { nll, gain, metrics }: TestedBits,
): Pick<ReportData, "findings" | "warnings" | "tables"> {
  const frequencyNll = metrics.frequencyNll!;
  const findings = [
    `${gainFinding({ nll, gain: gain.mean, standardError: gain.standardError, baseline: "independent columns", baselineNll: frequencyNll })} A Chow–Liu tree has ${nats(metrics.chowLiuNll!)}.`,
    tilt
      ? `An energy on top of the base is kept. ${report.tilt!.reason} Its log Z is ${LOG_Z[tilt.method]}${tilt.method === "exact" ? "" : `, with a standard error of ${nats(tilt.standardError)} nats`}.`
      : "The likelihood is exact: the model is a mixture of distributions whose probabilities sum to 1.",
    ...report.notes,
  ];
  return {
    findings,
    ...(!(nll < frequencyNll) && {
      warnings: [
        `the test NLL, ${nats(nll)} nats, is not below that of independent columns, ${nats(frequencyNll)}: the model has found no dependence between columns that helps on test rows.`,
      ],
    }),
    tables: [partsTable(report)],
  };
}

/** The names of the entries of `nll` that are not bases. */
const OTHERS: Readonly<Record<string, string>> = {
  uniform: "all values alike",
  independent: "independent columns",
  base: "base: the mixture of all above by weight",
  model: "model",
};

function partsTable({ nll, weights }: FittedBits["report"]) {
  return {
    title: "NLL in nats per row on validation rows, by part of the model",
    columns: ["Part", "NLL, nats", "Weight"],
    rows: Object.entries(nll).map(([name, value]) => [
      OTHERS[name] ?? name,
      nats(value),
      weights[name] === undefined ? "" : formatNumber(weights[name], 2),
    ]),
  };
}
