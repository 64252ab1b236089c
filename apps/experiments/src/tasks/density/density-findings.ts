import type { Preprocessor } from "@ebm/datasets";
import type { TiltedRegion } from "@ebm/models";
import { formatNumber } from "../../report/format.js";
import type { ReportData } from "../../report/report-data.js";
import { gainFinding } from "../gain-finding.js";
import type { FittedDensity } from "./fitted-density.js";
import type { TestedDensity } from "./test-density.js";

const nats = (value: number): string => formatNumber(value, 3);

/** Describes the test results of a density, and how it was made. */
export function densityFindings(
  { baselines, report }: FittedDensity,
  { nll, gain, metrics, percentiles }: TestedDensity,
  { columns }: Preprocessor,
): Pick<ReportData, "findings" | "warnings" | "tables" | "calibration"> {
  const mixture = baselines.at(-1)!.name;
  const truth = metrics.trueNll;
  const findings = [
    gainFinding({
      nll,
      ...gain,
      baseline: `the best mixture, ${mixture}`,
      baselineNll: metrics.mixtureNll!,
      unit: ", in the units of the columns",
    }),
    ...(truth === undefined || truth === null
      ? []
      : [`The true density has ${nats(truth)} nats on these rows.`]),
    report.tilt
      ? `The energy was ${report.tilt.reason} per row on rows that neither it nor its base learned from. It is kept if the gain is above three standard errors.`
      : "The likelihood is exact: the model is a mixture of densities that integrate to 1.",
    `Densities count values within the resolution of a column as equal: ${stepsOf(report.steps, columns)}.`,
    ...report.notes,
  ];
  return {
    findings,
    ...(!(nll < metrics.simplestNll!) && {
      warnings: [
        `the test NLL, ${nats(nll)} nats, is not below that of ${baselines[0]!.name}, ${nats(metrics.simplestNll!)}.`,
      ],
    }),
    tables: [
      partsTable(report),
      ...(report.regions.length > 0 ? [regionsTable(report.regions, columns)] : []),
    ],
    calibration: sharesOf(percentiles),
  };
}

function stepsOf(steps: readonly number[], columns: Preprocessor["columns"]): string {
  const shown = steps.flatMap((step, j) =>
    step > 0 ? [`${columns[j]!.name} ${Number(step.toPrecision(2))}`] : [],
  );
  return shown.length > 0 ? shown.join(", ") : "all are categories";
}

function partsTable({ nll, weights }: FittedDensity["report"]) {
  const others: Readonly<Record<string, string>> = {
    base: "base: the mixture of all above by weight",
    model: "model",
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

function regionsTable(regions: readonly TiltedRegion[], columns: Preprocessor["columns"]) {
  return {
    title: "Regions whose probability the energy changes most",
    columns: ["Region", "Probability under the base", "Times"],
    rows: regions.map((region) => [
      wordsOf(region, columns),
      formatNumber(region.share, 3),
      formatNumber(region.ratio, 3),
    ]),
  };
}

function wordsOf({ column, range, category }: TiltedRegion, columns: Preprocessor["columns"]) {
  const fitted = columns[column]!;
  if (range) {
    // numbers have had their mean subtracted
    const center = "center" in fitted ? fitted.center : 0;
    const [low, high] = range.map((value) => Number((value + center).toPrecision(4)));
    if (low === -Infinity) return `${fitted.name} below ${high}`;
    return high === Infinity
      ? `${fitted.name} from ${low}`
      : `${fitted.name} from ${low} to ${high}`;
  }
  if (category === undefined || Number.isNaN(category)) return `${fitted.name} missing`;
  const names = fitted.kind === "category" ? fitted.categories : ["false", "true"];
  return `${fitted.name} = ${names[category] ?? "another value"}`;
}

/**
 * Returns for each tenth the fraction of test rows that are less likely than that fraction of
 * training rows.
 */
function sharesOf(percentiles: Float64Array): NonNullable<ReportData["calibration"]> {
  return Array.from({ length: 9 }, (_, i) => {
    const level = (i + 1) / 10;
    const below = percentiles.filter((share) => share <= level).length;
    return { predicted: level, observed: below / percentiles.length, count: percentiles.length };
  });
}
