import { plainText } from "./plain-text.js";

// a symbol, so that nothing read from JSON can be mistaken for markup
const markup: unique symbol = Symbol("markup");

/** Markup that is safe in a page. */
export interface Html {
  readonly [markup]: string;
}

export type Content = string | number | Html | undefined | readonly Content[];

/** Builds markup from a template. Escapes interpolated values, except `Html`. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { [markup]: String.raw({ raw: strings }, ...contents.map(render)) };
}

/** Wraps markup from a source that has escaped it. */
export const trusted = (text: string): Html => ({ [markup]: text });

/** Returns the text of the markup. */
export const toText = (content: Html): string => content[markup];

function render(content: Content): string {
  if (content === undefined) return "";
  if (typeof content !== "object") return escapeHtml(String(content));
  return markup in content ? content[markup] : content.map(render).join("");
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string): string =>
  plainText(text).replace(/[&<>"']/g, (c) => ENTITIES[c]!);
