import "../../test/seed.js";
import { EbmError } from "@ebm/core/errors";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseArff, parseLabelRanking, parseLibsvm, parseMulanLabels } from "../index.js";

const parsers: Record<string, { parse(text: string): readonly number[]; text: string }> = {
  parseArff: {
    parse: (text) => [...parseArff(text).data.data],
    text: `@relation r
@attribute 'a b' numeric
@attribute c {x, "y z"}
@attribute d string
@data
1,x,'it\\'s'
-2.5e-1,'y z',b% nothing
{0 3, 1 x}
`,
  },
  parseLibsvm: {
    parse: (text) => {
      const { x, y } = parseLibsvm(text, { features: 12, labels: 12 });
      return [...x.data, ...y.data];
    },
    text: "2,5 1:0.4 3:-1\n0 2:1e3 11:4\n\n4:.5 # none\n",
  },
  parseLabelRanking: {
    parse: (text) => {
      const { x, ranks } = parseLabelRanking(text);
      return [...x.data, ...ranks.data];
    },
    text: 'A1,"A,2",ranking,a,b,c\n1,2.5,b>a>c,1,0,2\n-3,0,c>b>a,2.0,1.0,0.0\n',
  },
  parseMulanLabels: {
    parse: (text) => parseMulanLabels(text).map((name) => name.length),
    text: '<?xml version="1.0"?>\n<labels>\n<label name="a&amp;b"><label name="c"/></label>\n</labels>\n',
  },
};

// a piece of a text that is cut out, repeated, or replaced by what parsers dislike
const corruption = fc.record({
  at: fc.nat(),
  cut: fc.nat(4),
  paste: fc.oneof(
    fc.string({ maxLength: 3, unit: fc.constantFrom(..."\"'{}<>&%,;:>?\\@#=\n\r\t \0e.-+019aN") }),
    fc.string({ maxLength: 3, unit: "binary" }),
    fc.constantFrom("NaN", "Infinity", "1e999", "?", "9".repeat(400), "&x;", "<!--", "\u2028"),
  ),
});

test.each(Object.entries(parsers))(
  "%s reads a corrupt text as numbers, or says where",
  (name, { parse, text }) => {
    expect(parse(text).every(Number.isFinite)).toBe(true);
    let refused = 0;
    const runs = 3000;
    fc.assert(
      fc.property(fc.array(corruption, { minLength: 1, maxLength: 3 }), (corruptions) => {
        let corrupt = text;
        for (const { at, cut, paste } of corruptions) {
          const start = at % (corrupt.length + 1);
          corrupt = corrupt.slice(0, start) + paste + corrupt.slice(start + cut);
        }
        try {
          expect(parse(corrupt).every(Number.isFinite)).toBe(true);
        } catch (error) {
          if (!(error instanceof EbmError)) throw error;
          refused++;
          expect(error.message).toMatch(
            new RegExp(`^${name}: line \\d+, column \\d+ has .*, expected .*\\.$`),
          );
        }
      }),
      { numRuns: runs },
    );
    // most corruptions are noticed, and some are harmless
    expect(refused).toBeGreaterThan(runs / 3);
    expect(refused).toBeLessThan(runs);
  },
);
