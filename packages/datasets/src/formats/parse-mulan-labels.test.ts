import "../../test/seed.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMulanLabels } from "../index.js";

const list = (inside: string): string => `<?xml version="1.0" encoding="utf-8"?>
<labels xmlns="http://mulan.sourceforge.net/labels">
${inside}
</labels>
`;

describe("parseMulanLabels", () => {
  test("reads labels, nested ones too, in the order of the document", () => {
    const inside = `<label name="sports"><label name="rugby &amp; co"></label>
      <label name='tennis'/></label>
    <!-- a comment --><label name="news"></label>`;
    expect(parseMulanLabels(list(inside))).toEqual(["sports", "rugby & co", "tennis", "news"]);
  });

  test("reads back what was written", () => {
    const name = fc.string({ minLength: 1, unit: "grapheme" });
    const encode = (text: string): string =>
      text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), (names) => {
        const inside = names.map((name) => `<label name="${encode(name)}"></label>`).join("\n");
        expect(parseMulanLabels(list(inside))).toEqual(names);
      }),
    );
  });

  test.each([
    [list('<label name="a"></label>\n<label name="a"/>'), "a name twice"],
    [list('<label name="a"></labl>'), "tags that do not match"],
    [list('<label nam="a"/>'), "no name"],
    [list('<label name=""/>'), "an empty name"],
    [list('<class name="a"/>'), "another element"],
    [list(""), "no labels"],
    ["<tags/>", "another root"],
    ['<labels><label name="a">', "a truncated file"],
    ["", "nothing"],
    ["@relation r", "no XML"],
    [list('<label name="&bomb;"/>'), "an unknown entity"],
  ])("refuses %j: %s", (text) => {
    expect(() => parseMulanLabels(text, { file: "a.xml" })).toThrowErrorMatchingSnapshot();
  });
});
