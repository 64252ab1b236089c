import { type Html, html, trusted } from "../html.js";
import type { Plot } from "../plot.js";

/** A plot that has been drawn. */
export interface Figure extends Plot {
  readonly svg: string;
}

/** Shows figures side by side if there is space. */
export function figures(list: readonly Figure[]): Html {
  return html`<div class="figures">${list.map(
    ({ svg, description, note }) => html`
<figure>
<div class="plot" role="img" aria-label="${description}">${trusted(svg)}</div>
${note ? html`<figcaption>${note}</figcaption>` : undefined}
</figure>`,
  )}
</div>`;
}
