import { factsOf } from "../facts-of.js";
import { formatNumber, formatSigned } from "../format.js";
import { type Html, html } from "../html.js";
import { isFiniteNumber } from "../is-finite-number.js";
import type { PublishedFigure, ReportData } from "../report-data.js";
import { remark } from "./section.js";

/** Lists every metric on held-out data, next to the published figure of the same method. */
export function resultsTable({ metrics, metricFacts, published = [] }: ReportData): Html {
  const rows = Object.entries(metrics).map(([metric, value]) => ({
    ...factsOf(metricFacts, metric),
    value,
    figure: published.find((candidate) => candidate.metric === metric && candidate.own),
  }));
  if (rows.length === 0) return remark("Nothing was measured on held-out data.");
  const cited = rows.flatMap(({ name, figure }) => (figure ? [{ name, figure }] : []));
  const compared = cited.length > 0;
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">On held-out data</th><th scope="col" class="number">This run</th>${
    compared
      ? html`<th scope="col" class="number">Published</th><th scope="col" class="number">Difference</th>`
      : undefined
  }</tr></thead>
<tbody>${rows.map(
    ({ name, explanation, better, decimals, value, figure }) => html`
<tr><th scope="row">${name} <small>${[explanation, better && `${better} is better`].filter(Boolean).join("; ")}</small></th>
<td class="number strong">${isFiniteNumber(value) ? formatNumber(value, decimals) : "–"}</td>${
      compared ? comparison(value, figure, metricFacts) : undefined
    }</tr>`,
  )}
</tbody></table></div>
${remarks(cited)}`;
}

/** Names the sources of figures. A figure of several metrics is named once. */
function remarks(cited: readonly { name: string; figure: PublishedFigure }[]): Html[] {
  const keyOf = ({ method, value }: PublishedFigure): string => `${method} ${value}`;
  return [...new Set(cited.map(({ figure }) => keyOf(figure)))].map((key) => {
    const sharing = cited.filter(({ figure }) => keyOf(figure) === key);
    const { figure } = sharing[0]!;
    const names = sharing.map(({ name }) => name).join(" and ");
    const doubt = sharing.length > 1 ? "; it does not say which of them its figure is" : "";
    return html`<p class="remark">${names}, published: ${figure.method}, ${citation(figure)}${doubt}.</p>`;
  });
}

function comparison(
  value: number | null,
  figure: PublishedFigure | undefined,
  metricFacts: ReportData["metricFacts"],
): Html {
  if (figure === undefined) return html`<td></td><td></td>`;
  const { better, decimals = 2 } = factsOf(metricFacts, figure.metric);
  const difference = isFiniteNumber(value) ? value - figure.value : Number.NaN;
  const good = better === "lower" ? difference <= 0 : difference >= 0;
  return html`<td class="number">${formatNumber(figure.value, decimals)}</td><td class="number ${
    good ? "good" : ""
  }">${Number.isNaN(difference) ? "" : formatSigned(difference, decimals)}</td>`;
}

/** Returns a source as text, or as a link if its address is on the web. */
function citation({ source, url }: PublishedFigure): Html {
  return url !== undefined && /^https?:\/\//.test(url)
    ? html`<a href="${url}">${source}</a>`
    : html`${source}`;
}
