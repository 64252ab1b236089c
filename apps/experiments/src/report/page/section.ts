import { type Content, type Html, html } from "../html.js";

/** Returns a part of the page, under its title. */
export function section(title: string, ...contents: readonly Content[]): Html {
  return html`
<section><h2>${title}</h2>
${contents}
</section>`;
}

/** Returns a sentence that replaces missing contents. */
export const remark = (text: string): Html => html`<p class="remark">${text}</p>`;
