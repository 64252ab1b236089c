import "../../test/seed.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLibsvm } from "../index.js";

const size = { features: 4, labels: 3 };

describe("parseLibsvm", () => {
  test("reads a file by hand", () => {
    const text = "2,0 1:0.5 4:-1e1 # the first\r\n\n 3:2\n1\n2:1 3:1";
    const { x, y, featureNames, labelNames } = parseLibsvm(text, size);
    const rows = [
      [0.5, 0, 0, -10],
      [0, 0, 2, 0],
      [0, 0, 0, 0],
      [0, 1, 1, 0],
    ];
    expect(x).toEqual({ data: Float32Array.from(rows.flat()), shape: [4, 4] });
    expect(y.data).toEqual(Float32Array.of(1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0));
    expect([featureNames, labelNames]).toEqual([
      ["1", "2", "3", "4"],
      ["0", "1", "2"],
    ]);
  });

  test("reads back what was written", () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const row = fc
      .tuple(
        fc.array(fc.oneof(fc.constant(0), float), { minLength: 4, maxLength: 4 }),
        fc.array(fc.constantFrom(0, 1), { minLength: 3, maxLength: 3 }),
      )
      // a line that says nothing is no row
      .filter(([x, y]) => x.some((value) => value !== 0) || y.includes(1));
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const text = rows
          .map(([x, y]) => {
            const labels = y.flatMap((on, i) => (on ? [i] : [])).join(",");
            const features = x.flatMap((value, i) => (value === 0 ? [] : [`${i + 1}:${value}`]));
            return [labels, ...features].join(" ");
          })
          .join("\n");
        const data = parseLibsvm(text, size);
        expect([...data.x.data]).toEqual(rows.flatMap(([x]) => x));
        expect([...data.y.data]).toEqual(rows.flatMap(([, y]) => y));
      }),
    );
  });

  test.each([
    ["1 1:1\n3 1:1", "a label too many"],
    ["1,1 1:1", "a label twice"],
    ["1,,2 1:1", "no label between commas"],
    ["+1 1:1", "a sign"],
    ["1 0:1", "feature 0"],
    ["1 1:1 5:1", "a feature too many"],
    ["1 2:1 1:1", "features not in order"],
    ["1 4:1 4:1", "a feature after the last"],
    ["1 1:1 2:", "no value"],
    ["1 1:nan", "NaN"],
    ["1 1:1:1", "two colons"],
    ["1 0.5", "no colon"],
  ])("refuses %j: %s", (text) => {
    expect(() => parseLibsvm(text, { ...size, file: "a.svm" })).toThrowErrorMatchingSnapshot();
  });

  test("refuses sizes that are none", () => {
    expect(() => parseLibsvm("", { features: 0, labels: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseLibsvm: \`features\` is 0, expected an integer of at least 1.]`,
    );
  });
});
