import { key, normal, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { describe, expect, test } from "vitest";
import { evaluateRankings } from "./evaluate-rankings.js";
import { fitRankings } from "./fit-rankings.js";
import { placesOf } from "./places-of.js";
import { planRankings } from "./plan-rankings.js";
import { predictRankings } from "./predict-rankings.js";
import { rankingLogProbs } from "./ranking-log-probs.js";
import { rankingUtilities } from "./ranking-utilities.js";
import { sampleRankings } from "./sample-rankings.js";

/** Orders of noisy utilities that depend on x, the last two labels swapped unless `a` comes first. */
function make(rows: number, labels: number, seed: number): { x: Matrix; ranks: Matrix } {
  const x = { data: normal(key(seed), rows * 3), shape: [rows, 3] as const };
  const noise = normal(key(seed + 100), rows * labels);
  const data = new Float32Array(rows * labels);
  for (let row = 0; row < rows; row++) {
    const [a, b, c] = x.data.subarray(3 * row);
    const u = Float32Array.from({ length: labels }, (_, i) => {
      return (
        -(a! * (i % 2) + b! * (i % 3) + Math.abs(c!) * (i === 0 ? 2 : 0)) + noise[row * labels + i]!
      );
    });
    data.set(placesOf(u), row * labels);
  }
  return { x, ranks: { data, shape: [rows, labels] } };
}

describe("fitRankings", () => {
  test("beats constants and uniform orders, and sums to 1", async () => {
    const parts: string[] = [];
    const train = make(160, 4, 1);
    const options = { ...train, key: key(0), onProgress: (part: string) => parts.push(part) };
    const { model, report } = await fitRankings(options);
    expect(parts).toEqual([...report.members.map(({ kind }) => kind), "stack", "chains"]);
    expect(report.uniformNll).toBeCloseTo(Math.log(24), 6);
    expect(report.constant.nll).toBeLessThanOrEqual(report.uniformNll);
    const bestMember = Math.min(...report.members.map(({ nll }) => nll));
    expect(report.stack.nll).toBeLessThan(bestMember + 0.01);
    const test = make(200, 4, 2);
    const evaluation = await evaluateRankings(model, test);
    const { nll, kendallTau } = evaluation;
    expect(evaluation.uniformNll).toBeCloseTo(Math.log(24), 6);
    expect(evaluation.frequencyNll).toBeCloseTo(report.constant.nll, 0);
    expect(evaluation.baseNll).toBeLessThan(evaluation.frequencyNll);
    expect(nll).toBeLessThan(report.constant.nll - 0.3);
    expect(kendallTau).toBeGreaterThan(report.constant.kendallTau + 10);
    expect(await predictRankings(model, test.x)).toMatchObject({ shape: [200, 4] });

    const { x } = make(1, 4, 5);
    const repeated = {
      data: Float32Array.from(
        Array(24)
          .fill([...x.data])
          .flat(),
      ),
      shape: [24, 3] as const,
    };
    const all = Array.from({ length: 24 }, (_, i) => {
      const left = [0, 1, 2, 3];
      return [24, 6, 2, 1].map(
        (size, at, sizes) => left.splice(Math.floor((i % size) / (sizes[at + 1] ?? 1)), 1)[0]!,
      );
    });
    const utilities = await rankingUtilities(model, repeated);
    const ranks = { data: Float32Array.from(all.flat()), shape: [24, 4] as const };
    const logProbs = rankingLogProbs(model, utilities, ranks);
    expect(logProbs.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 6);

    const samples = 4000;
    const drawn = sampleRankings(
      model,
      utilities.map(({ data }) => ({ data: data.subarray(0, 4), shape: [1, 4] })),
      { key: key(3), samples },
    );
    const counts = new Map<string, number>();
    for (let s = 0; s < samples; s++) {
      const order = drawn.data.subarray(4 * s, 4 * s + 4).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    for (const [i, order] of all.entries()) {
      const p = Math.exp(logProbs[i]!);
      const error = Math.sqrt(samples * p * (1 - p)) + 1;
      expect(Math.abs((counts.get(order.join()) ?? 0) - samples * p)).toBeLessThan(4.5 * error);
    }
    const again = await fitRankings({ ...train, key: key(0) });
    expect(again.model).toEqual(model);
  });

  test("finds with an energy what Plackett–Luce models cannot say", async () => {
    // label 0 is first or last, and chance decides on the rest
    const make = (rows: number, seed: number) => {
      const u = uniform(key(seed), rows * 4);
      const data = new Float32Array(rows * 4);
      for (let row = 0; row < rows; row++) {
        const [isFirst, ...others] = u.subarray(4 * row, 4 * row + 4);
        data.set(placesOf(Float32Array.of(isFirst! < 0.5 ? 2 : -1, ...others)), 4 * row);
      }
      return {
        x: { data: normal(key(seed + 1), rows), shape: [rows, 1] as const },
        ranks: { data, shape: [rows, 4] as const },
      };
    };
    const options = { ...make(300, 21), base: "frequencies", energy: "pairs" } as const;
    const { model, report } = await fitRankings({ ...options, key: key(0) });
    expect(model.chains).toEqual([]);
    expect(report.energies[0]).toMatchObject({ energy: "pairs", verdict: { kept: true } });
    const { nll, baseNll, tiltKept } = await evaluateRankings(model, make(300, 31));
    expect(tiltKept).toBe(true);
    expect(nll).toBeLessThan(baseNll - 0.3);
  });

  test("learns from partial rankings and ties", async () => {
    const { x, ranks } = make(120, 4, 7);
    const holes = uniform(key(8), ranks.data.length);
    const data = ranks.data.map((rank, i) => (holes[i]! < 0.3 ? NaN : Math.floor(rank / 2)));
    const { report } = await fitRankings({ x, ranks: { data, shape: ranks.shape }, key: key(0) });
    expect(report.uniformNll).toBeLessThan(Math.log(6));
    expect(report.stack.nll).toBeLessThan(report.constant.nll - 0.1);
  });

  test("takes few rows, two labels, constant columns and separable orders", async () => {
    const x = {
      data: Float32Array.from({ length: 60 }, (_, i) => (i % 2 ? 1 : i - 30)),
      shape: [30, 2] as const,
    };
    const data = Float32Array.from({ length: 60 }, (_, i) =>
      Math.floor(i / 2) < 15 ? i % 2 : 1 - (i % 2),
    );
    const { model, report } = await fitRankings({
      x,
      ranks: { data, shape: [30, 2] },
      key: key(0),
    });
    expect(Math.max(...model.stack.weights)).toBeLessThan(50);
    expect(report.stack.nll).toBeLessThan(0.3);
    const few = await fitRankings({ ...make(4, 3, 1), key: key(0) });
    expect(Number.isFinite(few.report.stack.nll)).toBe(true);
  });

  test("stays within a budget that the size of the data decides", async () => {
    const size = { rows: 20_000, features: 40, labels: 8 };
    expect(planRankings({ ...size, rows: 500, budgetSeconds: 300 })).toEqual({
      members: [
        "networks",
        "linear",
        "extra trees",
        "extra trees, leaves of 5",
        "forest",
        "neighbors",
        "ridge",
      ],
      epochs: 200,
      linear: { folds: 4, penalties: expect.any(Array), iterations: 40 },
      trees: 40,
      nodes: 100_000,
      chains: true,
      energies: [],
      notes: [],
    });
    const energy = { energy: "auto", base: "frequencies", budgetSeconds: 300 } as const;
    const { members: none, energies } = planRankings({ ...size, ...energy });
    expect([none, energies]).toEqual([[], [{ energy: "pairs", steps: 400 }]]);
    expect(planRankings({ ...size, ...energy, labels: 12 }).notes).toEqual([
      "Energies were left out: there are more than 11 labels.",
    ]);
    const { members, notes } = planRankings({ ...size, budgetSeconds: 10 });
    expect(members).toEqual(["ridge"]);
    expect(notes[0]).toBe("Left out networks to stay within 10 s.");
    const { report } = await fitRankings({
      ...make(60, 3, 1),
      key: key(0),
      budgetSeconds: 1e-3,
    });
    expect(report.members.map(({ kind }) => kind)).toEqual(["neighbors", "ridge"]);
  });

  test("takes many labels", async () => {
    const { model, report } = await fitRankings({ ...make(40, 32, 3), key: key(0) });
    expect(model.chains).toEqual([]);
    expect(report.notes).toEqual([
      "The chains were left out: too many labels are free, or there are too few rows.",
    ]);
    const { nll } = await evaluateRankings(model, make(20, 32, 4));
    expect(nll).toBeLessThan(report.uniformNll);
  });

  test("refuses what it cannot use, and stops when told to", async () => {
    const { x, ranks } = make(10, 3, 1);
    const bad = { ...x, data: x.data.with(4, NaN) };
    await expect(fitRankings({ x: bad, ranks, key: key(0) })).rejects.toThrow("row 1, column 1");
    const ties = { ...ranks, data: ranks.data.map(() => 1) };
    await expect(fitRankings({ x, ranks: ties, key: key(0) })).rejects.toThrow("orders no labels");
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(fitRankings({ x, ranks, key: key(0), signal })).rejects.toThrow("enough");
  });
});
