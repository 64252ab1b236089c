import { plainText } from "./plain-text.js";

// a symbol, so that nothing read from JSON passes for markup
const markup: unique symbol = Symbol("markup");

/** Markup that is safe to put into a page. */
export interface Html {
  readonly [markup]: string;
}

export type Content = string | number | Html | undefined | readonly Content[];

/** Template tag: what is interpolated is escaped, unless it is itself `Html`. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { [markup]: String.raw({ raw: strings }, ...contents.map(render)) };
}

/** Markup from a source that escapes for itself. */
export const trusted = (text: string): Html => ({ [markup]: text });

/** The text of the markup. */
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
