import { formatError, formatNumber } from "../format.js";
import { type Html, html } from "../html.js";
import type { ExportCheck } from "../report-data.js";
import { remark } from "./remark.js";

/** What verification found of each exported file and batch size. */
export function exportsTable(checks: readonly ExportCheck[]): Html {
  if (checks.length === 0) return remark("No model was exported.");
  return html`<p>Each file was run in ONNX Runtime beside the trained model, on random inputs; the errors are the largest found.</p>
<div class="scroll"><table>
<thead><tr><th scope="col">File</th><th scope="col" class="number">Batch</th><th scope="col" class="number">Absolute error</th><th scope="col" class="number">Relative error</th><th scope="col">Verified</th></tr></thead>
<tbody>${checks.map(
    ({ file, batch, maxAbsError, maxRelError, passed }) => html`
<tr><th scope="row"><code>${file}</code></th><td class="number">${formatNumber(batch, 0)}</td><td class="number">${formatError(maxAbsError)}</td><td class="number">${formatError(maxRelError)}</td><td>${
      passed ? html`<span class="good">✓ yes</span>` : html`<span class="bad">✗ no</span>`
    }</td></tr>`,
  )}
</tbody></table></div>`;
}
