import { type Html, html } from "../html.js";

/** A sentence in place of something that there is nothing of. */
export const remark = (text: string): Html => html`<p class="remark">${text}</p>`;
