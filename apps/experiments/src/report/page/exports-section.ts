import { formatError } from "../format.js";
import { type Html, html } from "../html.js";
import type { ExportCheck } from "../report-data.js";
import { remark, section } from "./section.js";

/** Shows the verification of each exported file in each runtime, by batch size. */
export function exportsSection(checks: readonly ExportCheck[]): Html {
  return section(
    "Exported models",
    checks.length > 0 ? table(checks) : remark("No model was exported."),
  );
}

function table(checks: readonly ExportCheck[]): Html {
  const batches = [...new Set(checks.map(({ batch }) => batch))];
  const nameOf = ({ file, runtime }: ExportCheck): string => JSON.stringify([file, runtime]);
  const runs = [...new Set(checks.map(nameOf))].map((name) =>
    checks.filter((check) => nameOf(check) === name),
  );
  return html`<p>Each file was compared with the trained model on random inputs. The errors are the largest found, relative to the value or to the root mean square of the output, whichever is larger.</p>
<div class="scroll"><table>
<thead><tr><th scope="col">File</th><th scope="col" class="wide">Runtime</th>${batches.map(
    (batch) => html`<th scope="col" class="number">Batch of ${batch}</th>`,
  )}<th scope="col">Verified</th></tr></thead>
<tbody>${runs.map((checks) => row(checks, batches))}
</tbody></table></div>`;
}

function row(checks: readonly ExportCheck[], batches: readonly number[]): Html {
  const { file, runtime } = checks[0]!;
  const errors = batches.map((batch) => checks.find((check) => check.batch === batch)?.maxRelError);
  return html`
<tr><th scope="row"><code>${file}</code></th><td class="wide">${runtime}</td>${errors.map(
    (error) => html`<td class="number">${formatError(error ?? null)}</td>`,
  )}<td>${
    checks.every(({ passed }) => passed)
      ? html`<span class="good">✓ yes</span>`
      : html`<span class="bad">✗ no</span>`
  }</td></tr>`;
}
