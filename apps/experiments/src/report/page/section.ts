import { type Content, type Html, html } from "../html.js";

/** A part of the page, under its title. */
export function section(title: string, ...contents: readonly Content[]): Html {
  return html`
<section><h2>${title}</h2>
${contents}
</section>`;
}

/** A sentence in place of something that there is nothing of. */
export const remark = (text: string): Html => html`<p class="remark">${text}</p>`;
