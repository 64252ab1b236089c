import type { EbmError } from "@ebm/core/errors";
import { SaxesParser } from "saxes";
import { malformed, type Source } from "./malformed.js";

/**
 * Reads Mulan's list of labels, `<labels><label name="…"/>…</labels>`. The labels of a hierarchy,
 * which are nested, all count.
 *
 * @returns The names, in the order of the document: not always that of the ARFF file.
 *
 * Reference: http://mulan.sourceforge.net/format.html
 *
 * @throws {EbmError} If the text is malformed. It names the line and column.
 */
export function parseMulanLabels(
  text: string,
  { file }: { readonly file?: string | undefined } = {},
): string[] {
  const source = { where: "parseMulanLabels", text, file };
  checkText(source);
  const names = new Set<string>();
  const parser = new SaxesParser();
  let depth = 0;
  let tagStart = 0;

  parser.on("opentagstart", ({ name }) => {
    tagStart = text.lastIndexOf(`<${name}`, parser.position);
  });
  parser.on("opentag", ({ name: element, attributes: { name } }) => {
    const fail = (expected: string): EbmError =>
      malformed(source, { start: tagStart, end: parser.position }, expected);
    const expected = depth++ === 0 ? "labels" : "label";
    // a prefix stands for the namespace; the parser would look it up in every element around
    if (element.split(":").at(-1) !== expected) throw fail(`the element <${expected}>`);
    if (expected === "labels") return;
    if (name === undefined || name === "") throw fail('a name, <label name="…">');
    if (names.has(name)) throw fail("a name not used before");
    names.add(name);
  });
  parser.on("closetag", () => {
    if (--depth === 0 && names.size === 0) {
      throw malformed(source, { start: tagStart, end: parser.position }, "at least one <label>");
    }
  });
  parser.on("error", ({ message }) => {
    const end = Math.min(parser.position, text.length);
    const reason = message.replace(/^\d+:\d+: /, "").replace(/\.$/, "");
    throw malformed(source, { start: Math.max(0, end - 1), end }, `well-formed XML (${reason})`);
  });
  parser.write(text).close();
  return [...names];
}

/** Refuses what is easy to mend, where it is: an XML parser finds it later, in other words. */
function checkText(source: Source): void {
  const ampersand = /&(?!#?\w+;)/.exec(source.text);
  if (ampersand !== null) {
    const span = { start: ampersand.index, end: ampersand.index + 1 };
    throw malformed(source, span, "`&amp;`, which stands for an & in XML");
  }
  const declaration = /^\s+(?=<\?xml)/.exec(source.text);
  if (declaration === null) return;
  const start = declaration[0].length;
  throw malformed(
    source,
    { start, end: start + 5 },
    "nothing before the declaration, not even blanks",
  );
}
