/**
 * Returns text that XML and HTML can hold: control characters and lone surrogates become U+FFFD.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (c) => ("\n\t".includes(c) ? c : "\uFFFD"));
}
