import { key, uniform } from "@ebm/core";
import { binaryStates } from "@ebm/metrics";
import { describe, expect, test } from "vitest";
import { openBitsModel } from "./bits-model.js";
import { fitBits } from "./fit-bits.js";

const dim = 9;

/** Fair bits whose last is, nearly always, the parity of two others: no pair of bits depends. */
function parities(seed: number, rows: number) {
  const u = uniform(key(seed), rows * dim);
  const data = Float32Array.from(u, (value) => Number(value < 0.5));
  for (let row = 0; row < rows; row++) {
    const [a, b] = data.subarray(row * dim);
    const parity = (a! + b!) % 2;
    data[(row + 1) * dim - 1] = u[(row + 1) * dim - 1]! < 0.9 ? parity : 1 - parity;
  }
  return { data, shape: [rows, dim] as const };
}

const [rows, validation] = [parities(1, 1500), parities(2, 1000)];
const parts: string[] = [];
const onProgress = ({ part }: { part: string }) => parts.push(part);
const model = await fitBits({ rows, validation, key: key(3), onProgress });

describe("fitBits", () => {
  test("has probabilities that sum to 1", async () => {
    const probabilities = (await model.logProb(binaryStates(dim))).map(Math.exp);
    expect(Math.abs(probabilities.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-5);
  });

  test("is better than each base, and near the truth", async () => {
    const { nll, weights, tilt } = model.report;
    const truth = 8 * Math.LN2 - 0.9 * Math.log(0.9) - 0.1 * Math.log(0.1);
    expect(nll.uniform).toBeCloseTo(9 * Math.LN2, 10);
    expect(nll.model).toBeLessThan(Math.min(...Object.values(nll)) + 1e-9);
    expect(nll.model).toBeLessThan(truth + 0.05);
    expect(Object.values(weights).reduce((a, b) => a + b)).toBeCloseTo(1, 10);
    expect(tilt?.effectiveShare).toBe(1);
    const test = parities(7, 2000);
    const logProb = await model.logProb(test);
    expect(-logProb.reduce((a, b) => a + b) / 2000).toBeCloseTo(nll.model!, 1);
    expect(new Set(parts)).toContain("chain");
  });

  test("samples rows like those it saw, the same for the same key", async () => {
    const { data } = await model.sample(2000, key(5));
    let odd = 0;
    for (let row = 0; row < 2000; row++) {
      const own = data.subarray(row * dim, (row + 1) * dim);
      odd += Number((own[0]! + own[1]! + own[8]!) % 2);
    }
    expect(odd / 2000).toBeLessThan(0.17);
    const again = await model.sample(2000, key(5));
    expect(again).toEqual({ data, shape: [2000, dim] });
  });

  test("opens again from its parameters, and is the same for the same key", async () => {
    const again = await fitBits({ rows, validation, key: key(3) });
    expect(again.params).toEqual(model.params);
    const opened = openBitsModel(structuredClone(model.params));
    expect(await opened.logProb(rows)).toEqual(await model.logProb(rows));
  });

  test("holds rows out, leaves out empty ones, and says so", async () => {
    const data = rows.data.slice(0, 100 * dim);
    data.fill(Number.NaN, 0, dim);
    for (let row = 1; row < 100; row++) data[row * dim + 2] = 1;
    const inputs = { rows: { data, shape: [100, dim] as const }, energy: "none" as const };
    const { report } = await fitBits(inputs);
    expect(report.notes).toEqual([
      "1 of 100 rows in `rows` are empty and were left out.",
      "All 99 rows were used in turn to learn from and to choose with; no energy was tried.",
      "1 columns are constant in the training rows.",
    ]);
    expect(report).toMatchObject({ tilt: undefined, tiltKept: false });
    expect(report.nll.model).toBeLessThan(report.nll.uniform!);
  });

  test("makes the most of few rows", async () => {
    const make = (rows: number, seed: number) => ({
      data: Float32Array.from(uniform(key(seed), rows * 8), (u, i) =>
        Number(u < 0.2 + 0.1 * (i % 8)),
      ),
      shape: [rows, 8] as const,
    });
    const few = await fitBits({ rows: make(60, 21), key: key(0) });
    const logProbs = await few.logProb(make(1000, 22));
    const truth = Array.from({ length: 8 }, (_, j) => 0.2 + 0.1 * j).reduce(
      (sum, p) => sum - p * Math.log(p) - (1 - p) * Math.log(1 - p),
      0,
    );
    // eight frequencies of 60 rows cost 8 / 120 nats
    expect(-logProbs.reduce((a, b) => a + b) / 1000).toBeLessThan(truth + 0.2);
    const states = await few.logProb(binaryStates(8));
    expect(states.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 6);
    await few.dispose();
  });

  test("refuses what it cannot fit, in one line", async () => {
    const few = { data: new Float32Array(10), shape: [5, 2] as const };
    await expect(fitBits({ rows: few })).rejects.toThrow(
      "fitBits: `rows` has 5 rows, expected 20 or more.",
    );
    const threes = { data: new Float32Array(60).fill(3), shape: [30, 2] as const };
    await expect(fitBits({ rows: threes })).rejects.toThrow("expected 0 or 1");
    const wrong = { rows, levels: [2, 3] };
    await expect(fitBits(wrong)).rejects.toThrow("`levels` has 2 numbers, expected 9.");
    const levels = [...Array.from({ length: 8 }, () => 2), 1.5];
    await expect(fitBits({ rows, levels })).rejects.toThrow("`levels` has 1.5 at 8");
    await expect(model.logProb({ data: [0, 1], shape: [1, 2] })).rejects.toThrow("expected 9");
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(fitBits({ rows, signal })).rejects.toThrow("enough");
  });
});
