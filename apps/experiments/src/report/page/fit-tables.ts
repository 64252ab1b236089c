import { type Html, html } from "../html.js";
import type { ReportTable } from "../report-data.js";

/** Shows the tables of how the model was fitted: a column of names, then numbers. */
export function fitTables(tables: readonly ReportTable[]): Html[] {
  return tables.map(
    ({ title, columns, rows }) => html`<p class="label">${title}</p>
<div class="scroll"><table>
<thead><tr>${columns.map((name, i) =>
      i === 0
        ? html`<th scope="col">${name}</th>`
        : html`<th scope="col" class="number">${name}</th>`,
    )}</tr></thead>
<tbody>${rows.map(
      ([name, ...cells]) => html`
<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`,
    )}
</tbody></table></div>`,
  );
}
