import { key, uniform } from "@ebm/core";
import { describe, expect, test } from "vitest";
import { areaUnderCurve } from "./area-under-curve.js";
import { riskCoverage } from "./risk-coverage.js";

describe("areaUnderCurve", () => {
  test("is the share of pairs in order, ties counting half", () => {
    const [first, second] = [
      [3, 1, 2, 2],
      [2, 0, 2, 5, 1],
    ];
    let pairs = 0;
    for (const a of first) for (const b of second) pairs += a > b ? 1 : a === b ? 0.5 : 0;
    expect(areaUnderCurve(first, second)).toBeCloseTo(pairs / 20, 12);
    expect(areaUnderCurve(first, first)).toBe(0.5);
    expect(areaUnderCurve([5, 6], [1, 2])).toBe(1);
  });
});

describe("riskCoverage", () => {
  const risk = uniform(key(1), 50);

  test("at full coverage is the mean risk, whatever ranks the rows", () => {
    const mean = risk.reduce((sum, value) => sum + value) / 50;
    const { risks } = riskCoverage({ confidence: uniform(key(2), 50), risk });
    expect(risks[0]).toBeCloseTo(mean, 12);
    expect(riskCoverage({ confidence: new Float32Array(50), risk }).area).toBeCloseTo(mean, 12);
  });

  test("is least by the risk itself, and then grows with coverage", () => {
    const shares = [0.1, 0.5, 1];
    const { area, risks } = riskCoverage({ confidence: risk.map((r) => -r), risk }, { shares });
    expect(risks[0]).toBeLessThan(risks[1]!);
    expect(risks[1]).toBeLessThan(risks[2]!);
    expect(riskCoverage({ confidence: uniform(key(3), 50), risk }).area).toBeGreaterThan(area);
    expect(riskCoverage({ confidence: risk, risk }).area).toBeGreaterThan(area);
  });

  test("averages the means of the surest rows", () => {
    const { area, risks } = riskCoverage(
      { confidence: [3, 1, 2], risk: [0, 1, 0.5] },
      { shares: [1 / 3, 2 / 3] },
    );
    expect(risks).toEqual([0, 0.25]);
    expect(area).toBeCloseTo((0 + 0.25 + 0.5) / 3, 12);
  });
});
