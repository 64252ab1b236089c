import "../../test/seed.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLabelRanking } from "../index.js";

describe("parseLabelRanking", () => {
  test("reads a file by hand", () => {
    const text = 'A1,"the ""second""",ranking\r\n0.5,-1,b>a>c\r\n2,1e1, c > b > a \r\n';
    expect(parseLabelRanking(text)).toEqual({
      x: { data: Float32Array.of(0.5, -1, 2, 10), shape: [2, 2] },
      ranks: { data: Float32Array.of(1, 0, 2, 2, 1, 0), shape: [2, 3] },
      featureNames: ["A1", 'the "second"'],
      labelNames: ["a", "b", "c"],
    });
  });

  test("checks the columns of ranks", () => {
    const text = "A1,ranking,a,b,c\n1,b>a>c,1.0,0.0,2.0\n";
    expect(parseLabelRanking(text).ranks.data).toEqual(Float32Array.of(1, 0, 2));
    expect(() => parseLabelRanking(text.replace("2.0", "1.0"))).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseLabelRanking: line 2, column 17 has \`1.0\`, expected 2, the place of \`c\` in \`ranking\`.]`,
    );
  });

  test("makes columns of the values of categorical features, in the order they come", () => {
    const text = "city,sex,age,ranking\nOslo,f,30,a>b\nRome,m,40,b>a\nBonn,f,50,a>b\n";
    const { x, featureNames } = parseLabelRanking(text, { categorical: ["city", "sex"] });
    expect(featureNames).toEqual(["city=Oslo", "city=Rome", "city=Bonn", "sex=m", "age"]);
    const rows = [
      [1, 0, 0, 0, 30],
      [0, 1, 0, 1, 40],
      [0, 0, 1, 0, 50],
    ];
    expect(x).toEqual({ data: Float32Array.from(rows.flat()), shape: [3, 5] });
    const unknown = { categorical: ["town"] };
    expect(() => parseLabelRanking(text, unknown)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseLabelRanking: \`categorical\` has \`town\`, expected a feature: city, sex, age.]`,
    );
  });

  test("reads back what was written", () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const label = fc.stringMatching(/^\w{1,3}$/);
    const tables = fc
      .tuple(fc.uniqueArray(label, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 5 }))
      .chain(([labels, features]) => {
        const order = fc.shuffledSubarray(labels, { minLength: labels.length });
        const x = fc.array(float, { minLength: features, maxLength: features });
        return fc.record({
          labels: fc.constant([...labels].sort()),
          rows: fc.array(fc.tuple(x, order), { minLength: 1, maxLength: 6 }),
        });
      });
    fc.assert(
      fc.property(tables, fc.boolean(), ({ labels, rows }, withRanks) => {
        const header = [...rows[0]![0].keys(), "ranking", ...(withRanks ? labels : [])];
        const lines = rows.map(([x, order]) => {
          const ranks = withRanks ? labels.map((label) => order.indexOf(label)) : [];
          return [...x, order.join(">"), ...ranks].join(",");
        });
        const data = parseLabelRanking([header.join(","), ...lines].join("\n"));
        expect(data.labelNames).toEqual(labels);
        expect(data.x.data).toEqual(Float32Array.from(rows.flatMap(([x]) => x)));
        for (const [i, [, order]] of rows.entries()) {
          const ranks = data.ranks.data.subarray(i * labels.length, (i + 1) * labels.length);
          const inOrder = [...labels.keys()].sort((a, b) => ranks[a]! - ranks[b]!);
          expect(inOrder.map((place) => labels[place])).toEqual(order);
        }
      }),
    );
  });

  test.each([
    ["", "nothing"],
    ["A1,ranking\n", "no rows"],
    ["A1,A2\n1,a>b", "no rankings"],
    ["ranking,A1\na>b,1", "no features before"],
    ["A1,ranking,A2\n1,a>b,3", "a feature after"],
    ["A1,ranking\nx,a>b", "no number"],
    ["A1,ranking\n,a>b", "a missing value"],
    ["A1,ranking\n1,a>b\n1,b", "an incomplete ranking"],
    ["A1,ranking\n1,a>b\n1,a>b>c", "a label too many"],
    ["A1,ranking\n1,a>b\n1,b>b", "a label twice"],
    ["A1,ranking\n1,a>a", "a label twice at once"],
    ["A1,ranking\n1,a>b=c", "a tie"],
    ["A1,ranking\n1,a>>b", "no label between"],
    ["A1,ranking\n1,a>b,5", "a field too many"],
    ["A1,ranking\n1", "a field too few"],
    ['A1,ranking\n"1,a>b', "an open quote"],
    ['A1,ranking\n1"2",a>b', "a quote in a field"],
  ])("refuses %j: %s", (text) => {
    expect(() => parseLabelRanking(text, { file: "a.txt" })).toThrowErrorMatchingSnapshot();
  });
});
