import { type Html, html } from "../html.js";

/** What to say where there is nothing to show. */
export const remark = (text: string): Html => html`<p class="remark">${text}</p>`;
