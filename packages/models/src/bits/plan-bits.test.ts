import { describe, expect, test } from "vitest";
import { BITS_BASES, planBits } from "./plan-bits.js";

const sized = (rows: number, dim: number) => ({
  rows,
  total: rows,
  columns: { width: dim },
  ones: new Int32Array(rows * 10),
});

describe("planBits", () => {
  test("fits all there is without a budget, or with time to spare", () => {
    const all = { bases: [...BITS_BASES], energy: true, share: 1, notes: [] };
    const large = BITS_BASES.filter((name) => name !== "mixture of 8 Bernoullis");
    expect(planBits({ rows: sized(50_000, 200) })).toEqual({ ...all, bases: large });
    expect(planBits({ rows: sized(1000, 20), budgetSeconds: 300 })).toEqual(all);
    expect(planBits({ rows: sized(1000, 20), energy: "none" }).energy).toBe(false);
  });

  test("leaves out what is worth least first, and says so", () => {
    const some = planBits({ rows: sized(50_000, 200), budgetSeconds: 150 });
    expect(some.share).toBeLessThan(1);
    expect(some).toMatchObject({
      bases: [
        ...["independent", "Chow–Liu tree", "mixture of Bernoullis", "mixture of 8 trees"],
        ...["chain", "hidden chain"],
      ],
      energy: true,
    });
    expect(some.notes).toEqual([
      "Left out the reversed hidden chain to stay within 150 s.",
      "Left out the mixture of 30 trees to stay within 150 s.",
      "Left out the reversed chain to stay within 150 s.",
      expect.stringMatching(/^Used \d+ % of the training rows/),
    ]);
    const wide = planBits({ rows: sized(2000, 1000), budgetSeconds: 20 });
    expect(wide).toMatchObject({ bases: BITS_BASES.slice(0, 5), energy: false, share: 1 });
    const least = planBits({ rows: sized(50_000, 1000), budgetSeconds: 0.1 });
    expect(least).toMatchObject({ bases: ["independent", "Chow–Liu tree"], energy: false });
  });

  test("refuses a budget that is none", () => {
    expect(() => planBits({ rows: sized(10, 2), budgetSeconds: 0 })).toThrow(
      "planBits: `budgetSeconds` is 0, expected a positive number.",
    );
  });
});
