import { type Html, html } from "../html.js";
import type { ReportData } from "../report-data.js";

/** Lists the warnings about the results, then the findings. */
export function findings({ warnings = [], findings: told = [] }: ReportData): Html[] {
  return [
    ...warnings.map((warning) => html`<p class="bad">Warning: ${warning}</p>`),
    ...told.map((finding) => html`<p>${finding}</p>`),
  ];
}
