import { formatNumber } from "../../report/format.js";
import type { ReportData } from "../../report/report-data.js";
import { gainFinding } from "../gain-finding.js";
import type { FittedRegression } from "./fitted-regression.js";
import type { RegressionData } from "./regression-data.js";
import type { TestedRegression } from "./test-regression.js";

const nats = (value: number): string => formatNumber(value, 3);

/** Describes the test results of a regression, and how it was made. */
export function regressionFindings(
  { report }: FittedRegression,
  { metrics, gain, shares }: TestedRegression,
  targets: RegressionData["targets"],
): Pick<ReportData, "findings" | "warnings" | "tables"> &
  Required<Pick<ReportData, "calibration">> {
  const steps = report.steps.map((step, j) => `${targets[j]!.name} ${Number(step.toPrecision(2))}`);
  const findings = [
    `${gainFinding({ nll: metrics.nll!, ...gain, baseline: "a constant spread around the same guesses", baselineNll: metrics.constantSpreadNll!, unit: ", in the units of the targets" })} A Gaussian that does not see the features has ${nats(metrics.gaussianNll!)}.`,
    `Intervals of 90 % cover ${formatNumber(100 * metrics.coverage90!, 1)} % of the test targets.`,
    report.tilt
      ? `The energy was ${report.tilt.reason} per row on held-out rows. It is kept if the gain is above three standard errors.`
      : "The likelihood is exact.",
    `Densities count values within the resolution of a target as equal: ${steps.join(", ")}.`,
    ...report.notes,
  ];
  return {
    findings,
    ...(!(metrics.nll! < metrics.gaussianNll!) && {
      warnings: [
        `the test NLL, ${nats(metrics.nll!)} nats, is not below that of a Gaussian that does not see the features, ${nats(metrics.gaussianNll!)}.`,
      ],
    }),
    tables: [partsTable(report)],
    calibration: Array.from({ length: 19 }, (_, i) => {
      const level = (i + 1) / 20;
      const below = shares.filter((share) => share <= level).length;
      return { predicted: level, observed: below / shares.length, count: shares.length };
    }),
  };
}

function partsTable({ nll, weights }: FittedRegression["report"]) {
  const others: Readonly<Record<string, string>> = {
    Gaussian: "Gaussian without features",
    base: "base: the mixture of all above by weight",
  };
  return {
    title: "NLL in nats per row on held-out rows, by part of the model",
    columns: ["Part", "NLL, nats", "Weight"],
    rows: Object.entries(nll).map(([name, value]) => [
      others[name] ?? name,
      nats(value),
      weights[name] === undefined ? "" : formatNumber(weights[name], 2),
    ]),
  };
}
