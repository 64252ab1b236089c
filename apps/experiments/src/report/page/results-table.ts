import { formatNumber, formatSigned } from "../format.js";
import { type Html, html } from "../html.js";
import { isFiniteNumber } from "../is-finite-number.js";
import { metricFacts } from "../metric-facts.js";
import type { PublishedFigure, ReportData } from "../report-data.js";
import { remark } from "./remark.js";

/** Every metric on unseen data, beside the first published figure of it. */
export function resultsTable({ metrics, published = [] }: ReportData): Html {
  const rows = Object.entries(metrics).map(([metric, value]) => ({
    ...metricFacts(metric),
    value,
    figure: published.find((candidate) => candidate.metric === metric),
  }));
  if (rows.length === 0) return remark("Nothing was measured on unseen data.");
  const cited = rows.filter(({ figure }) => figure !== undefined);
  const compared = cited.length > 0;
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">On unseen data</th><th scope="col" class="number">This run</th>${
    compared
      ? html`<th scope="col" class="number">Published</th><th scope="col" class="number">Difference</th>`
      : undefined
  }</tr></thead>
<tbody>${rows.map(
    ({ name, explanation, better, decimals, value, figure }) => html`
<tr><th scope="row">${name} <small>${[explanation, better && `${better} is better`].filter(Boolean).join("; ")}</small></th>
<td class="number strong">${formatNumber(value, decimals)}</td>${
      compared ? comparison(value, figure) : undefined
    }</tr>`,
  )}
</tbody></table></div>
${cited.map(({ name, figure }) => figure && html`<p class="remark">${name}, published: ${figure.method}, ${citation(figure)}.</p>`)}`;
}

function comparison(value: number | null, figure: PublishedFigure | undefined): Html {
  if (figure === undefined) return html`<td></td><td></td>`;
  const { better, decimals = 2 } = metricFacts(figure.metric);
  const difference = isFiniteNumber(value) ? value - figure.value : Number.NaN;
  const good = better === "lower" ? difference <= 0 : difference >= 0;
  return html`<td class="number">${formatNumber(figure.value, decimals)}</td><td class="number ${
    good ? "good" : ""
  }">${Number.isNaN(difference) ? "" : formatSigned(difference, decimals)}</td>`;
}

/** A source, linked where its address is one of the web. */
function citation({ source, url }: PublishedFigure): Html {
  return url !== undefined && /^https?:\/\//.test(url)
    ? html`<a href="${url}">${source}</a>`
    : html`${source}`;
}
