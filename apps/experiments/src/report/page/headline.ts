import { factsOf } from "../facts-of.js";
import { formatNumber, formatSeconds } from "../format.js";
import { type Html, html } from "../html.js";
import { isFiniteNumber } from "../is-finite-number.js";
import type { ReportData } from "../report-data.js";

interface Tile {
  readonly label: string;
  readonly value: string;
  readonly remark?: string | undefined;
}

/**
 * Shows the results at a glance: the scores, the error of the log-partition, the verified files.
 */
export function headline(data: ReportData): Html {
  const tiles = [...metricTiles(data), ...exportTile(data), ...timeTile(data)];
  return html`<ul class="tiles">${tiles.map(
    ({ label, value, remark }) => html`
<li><span class="label">${label}</span>
<span class="value">${value}</span>
<span class="remark">${remark}</span></li>`,
  )}</ul>`;
}

function metricTiles({ headline, metrics, metricFacts, published = [] }: ReportData): Tile[] {
  return headline.flatMap((metric) => {
    const value = metrics[metric];
    if (!isFiniteNumber(value)) return [];
    const { name, decimals = 2 } = factsOf(metricFacts, metric);
    const figure = published.find((candidate) => candidate.metric === metric && candidate.own);
    const remark = figure && `${formatNumber(figure.value, decimals)} published`;
    return [{ label: name, value: formatNumber(value, decimals), remark }];
  });
}

function exportTile({ exports: checks = [] }: ReportData): Tile[] {
  if (checks.length === 0) return [];
  const files = new Set(checks.map(({ file }) => file));
  const failed = new Set(checks.filter(({ passed }) => !passed).map(({ file }) => file));
  return [
    {
      label: "ONNX files verified",
      value: `${files.size - failed.size} of ${files.size}`,
      remark: failed.size > 0 ? `not verified: ${[...failed].join(", ")}` : undefined,
    },
  ];
}

function timeTile({ timings }: ReportData): Tile[] {
  if (timings === undefined) return [];
  const { msPerStep } = timings;
  if (msPerStep === undefined) {
    return [{ label: "Training", value: formatSeconds(timings.totalSeconds) }];
  }
  const value = formatNumber(msPerStep, msPerStep < 10 ? 2 : 1);
  const remark = `${formatSeconds(timings.totalSeconds)} in all`;
  return [{ label: "Training, ms per step", value, remark }];
}
