import katex from "katex";
import { texOfFormula } from "./tex-of-formula.js";

/**
 * Formats the indented paragraphs of comments in a page: formulas as TeX, and aligned lists, which
 * have columns of words, as blocks of text.
 */
export function formatComments(markdown: string): string {
  return markdown.replace(INDENTED, (_, block: string) => {
    const text = block.replace(/\n$/, "");
    const tex = isFormula(text) ? texOfFormula(text) : null;
    return tex !== null && isValid(tex)
      ? `\n$$\n${tex}\n$$\n`
      : `\n\`\`\`text\n${text.replace(/^ {2}/gm, "")}\n\`\`\`\n`;
  });
}

/** A paragraph of which each line is indented by at least two spaces. */
const INDENTED = /(?<=\n)\n((?: {2,}\S.*\n)+)(?=\n)/g;

function isFormula(text: string): boolean {
  return (
    /[=∝≤≥←·Στθωμ−]/.test(text) && !/`|\.onnx|\bNaN\b| \[(batch|chains)|\bconst\b|\d\. /.test(text)
  );
}

function isValid(tex: string): boolean {
  try {
    katex.renderToString(tex, { displayMode: true, strict: "ignore" });
    return true;
  } catch {
    return false;
  }
}
