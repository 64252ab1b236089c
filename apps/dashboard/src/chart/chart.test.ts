import { expect, test } from "vitest";
import { type ChartLine, valueAt } from "./chart-line.js";
import { chartSvg } from "./chart-svg.js";
import { stepExtent, valueExtent } from "./extent.js";
import { moveRange } from "./move-range.js";

const line: ChartLine = {
  ...{ label: "a < b", color: "#2f7fd1", dash: [] },
  points: { steps: [1, 10, 100], values: [-1, 2, 4] },
};
const log = { x: false, y: false };

test("a value holds until the next point", () => {
  expect([0, 1, 9, 10, 1000].map((x) => valueAt(line, x))).toEqual([undefined, -1, -1, 2, 4]);
});

test("logarithmic axes leave out what has no logarithm", () => {
  expect(stepExtent([line], false)).toEqual([1, 100]);
  const [low, high] = valueExtent([line], [1, 100], true);
  expect([low, high]).toEqual([expect.closeTo(2 / 1.1), expect.closeTo(4.4)]);
  expect(valueExtent([line], [5, 50], false)).toEqual([expect.closeTo(1.8), expect.closeTo(2.2)]);
});

test("keys move, zoom and show all", () => {
  const all = [0, 100] as const;
  expect(moveRange("ArrowRight", [0, 50], all)).toEqual([5, 55]);
  expect(moveRange("+", [0, 40], all)).toEqual([10, 30]);
  expect(moveRange("-", [10, 90], all)).toBe("all");
  expect(moveRange("0", [10, 20], all)).toBe("all");
  expect(moveRange("x", [10, 20], all)).toBeUndefined();
});

test("a picture is a complete file, with escaped labels and gaps on logarithmic axes", () => {
  const svg = chartSvg({ title: "Loss", lines: [line], log, range: undefined });
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".*<\/svg>\n$/s);
  expect(svg).toContain("a &lt; b");
  expect(svg.match(/d="M[^"]*L[^"]*L/g)).toHaveLength(1);
  const gaps = chartSvg({
    title: "Loss",
    lines: [line],
    log: { x: false, y: true },
    range: undefined,
  });
  expect(gaps).not.toMatch(/d="M[^"]*L[^"]*L/);
});
