import { key, normal, uniform } from "@ebm/core";
import { describe, expect, test } from "vitest";
import { evaluateRankings } from "./evaluate-rankings.js";
import { fitRankings } from "./fit-rankings.js";
import { placesOf } from "./places-of.js";
import { rankingLogProbs } from "./ranking-log-probs.js";
import { rankingUtilities } from "./ranking-utilities.js";

describe("fitRankings, where a linear Plackett–Luce model is the truth", () => {
  /** Orders of linear utilities. A share of the rows is in random order. */
  const make = (rows: number, seed: number, odd: number) => {
    const x = { data: normal(key(seed), rows * 4), shape: [rows, 4] as const };
    const gumbel = uniform(key(seed + 1), rows * 3).map((u) => -Math.log(-Math.log(u)));
    const isOdd = uniform(key(seed + 2), rows).map((u) => Number(u < odd));
    const truth = new Float32Array(rows * 3);
    const ranks = { data: new Float32Array(rows * 3), shape: [rows, 3] as const };
    for (let row = 0; row < rows; row++) {
      const [a, b, c] = x.data.subarray(4 * row);
      const scale = isOdd[row] ? 0 : 12;
      truth.set([scale * a!, scale * b!, scale * c! - scale / 2], 3 * row);
      const own = truth.subarray(3 * row, 3 * row + 3);
      ranks.data.set(placesOf(own.map((u, i) => -u - gumbel[3 * row + i]!)), 3 * row);
    }
    return { x, ranks, truth: { data: truth, shape: ranks.shape } };
  };
  const held = make(1000, 61, 0);
  const best = rankingLogProbs({ chains: [] }, [held.truth], held.ranks);
  const least = -best.reduce((sum, value) => sum + value / 1000, 0);

  test("is as good as that", async () => {
    const { model, report } = await fitRankings({ ...make(400, 51, 0), key: key(0) });
    const nlls = Object.fromEntries(report.members.map(({ kind, nll }) => [kind, nll]));
    expect(nlls.linear).toBeLessThan(nlls.networks! - 0.04);
    expect((await evaluateRankings(model, held)).nll).toBeLessThan(least + 0.03);
  });

  test("stays sharp where some rows are unlike all others", async () => {
    const { model } = await fitRankings({ ...make(400, 71, 0.05), key: key(0) });
    expect(model.share).toBeGreaterThan(0.01);
    expect(model.share).toBeLessThan(0.15);
    expect((await evaluateRankings(model, held)).nll).toBeLessThan(least + 0.12);
    const utilities = await rankingUtilities(model, {
      data: held.x.data.slice(0, 4),
      shape: [1, 4],
    });
    const all = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const six = utilities.map(({ data }) => ({
      data: Float32Array.from({ length: 18 }, (_, i) => data[i % 3]!),
      shape: [6, 3] as const,
    }));
    const ranks = { data: Float32Array.from(all.flat()), shape: [6, 3] as const };
    const logProbs = rankingLogProbs(model, six, ranks);
    expect(logProbs.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 6);
  });
});
