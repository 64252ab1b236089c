import { describe, expect, test } from "vitest";
import { parseMultilabel } from "../index.js";

const text = `@relation birds
@attribute id string
@attribute loudness numeric
@attribute place {wood, lake, town}
@attribute wind {NO, YES}
@attribute night {1, 0}
@attribute wren {0, 1}
@attribute heron {1, 0}
@attribute gulls numeric
@data
r1, 0.5, lake, NO, 1, 1, 0, 0
r2, 2, town, YES, 0, 0, 1, 1
{0 r3}
`;
const options = { labels: ["gulls", "heron", "wren"], drop: ["id"] };

describe("parseMultilabel", () => {
  test("codes nominal features by their values, and labels in the order of the file", () => {
    const { x, y, featureNames, labelNames } = parseMultilabel(text, options);
    expect(featureNames).toEqual([
      "loudness",
      "place=wood",
      "place=lake",
      "place=town",
      "wind=YES",
      "night",
    ]);
    // in the sparse row, what is left out is the first value: wood, NO, 1
    const rows = [
      [0.5, 0, 1, 0, 0, 1],
      [2, 0, 0, 1, 1, 0],
      [0, 1, 0, 0, 0, 1],
    ];
    expect(x).toEqual({ data: Float32Array.from(rows.flat()), shape: [3, 6] });
    expect(labelNames).toEqual(["wren", "heron", "gulls"]);
    // so heron, of {1, 0}, is 1 there
    expect(y).toEqual({ data: Float32Array.of(1, 0, 0, 0, 1, 1, 0, 1, 0), shape: [3, 3] });
  });

  test("codes nominal features by their places where asked", () => {
    const { x, featureNames } = parseMultilabel(text, { ...options, nominal: "index" });
    expect(featureNames).toEqual(["loudness", "place", "wind", "night"]);
    expect(x.data).toEqual(Float32Array.of(0.5, 1, 0, 0, 2, 2, 1, 1, 0, 0, 0, 0));
  });

  test("keeps missing features as NaN where asked, never labels", () => {
    const missing = text.replace("lake, NO", "?, ?");
    expect(() => parseMultilabel(missing, options)).toThrow(
      /^parseMultilabel: line 11, column 10 has `\?`/,
    );
    const { x } = parseMultilabel(missing, { ...options, missing: "keep" });
    expect([...x.data.subarray(0, 6)]).toEqual([0.5, NaN, NaN, NaN, NaN, 1]);
    const label = text.replace("1, 1, 0, 0", "1, ?, 0, 0");
    expect(() =>
      parseMultilabel(label, { ...options, missing: "keep" }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseMultilabel: line 11, column 23 has \`?\`, expected a value of \`wren\`: 0, 1.]`,
    );
  });

  test("refuses labels and dropped attributes that are not there, strings, and other labels", () => {
    const parse = (changes: object) => () =>
      parseMultilabel(text, { ...options, file: "birds.arff", ...changes });
    expect(parse({ labels: ["owl"] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseMultilabel: birds.arff: \`labels\` has \`owl\`, expected an attribute.]`,
    );
    expect(parse({ drop: ["ids"] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseMultilabel: birds.arff: \`drop\` has \`ids\`, expected an attribute.]`,
    );
    expect(parse({ drop: [] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseMultilabel: birds.arff: \`id\` is a string, expected numbers or nominal values. Name it in \`drop\`.]`,
    );
    expect(parse({ labels: ["place"] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseMultilabel: line 4, column 12 of birds.arff has \`place\`, expected an attribute of values {0, 1}, as labels are.]`,
    );
    expect(parse({ labels: ["loudness"] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseMultilabel: line 11, column 5 of birds.arff has \`0.5\`, expected 0 or 1 for label \`loudness\`.]`,
    );
    const three = text.replace("0, 0, 1, 1\n", "0, 0, 1, 3\n");
    expect(() => parseMultilabel(three, options)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseMultilabel: line 12, column 28 has \`3\`, expected 0 or 1 for label \`gulls\`.]`,
    );
  });
});
