import { key, normal } from "@ebm/core";
import { describe, expect, test } from "vitest";
import { conformalRadius } from "./conformal-radius.js";

describe("conformalRadius", () => {
  test.each([0.05, 0.1, 0.25, 0.5])(
    "covers a new x 1 − %d of the time, and hardly more",
    (alpha) => {
      // of 20 exchangeable errors each is as likely to be the new one: count, exactly
      const exact = Array.from(normal(key(1), 20));
      const learned = exact.map((logZ, i) => logZ + normal(key(2), 20)[i]! * (i % 3));
      const covered = exact.filter((_, out) => {
        const others = { learned: without(learned, out), exact: without(exact, out) };
        const radius = conformalRadius(others, { alpha });
        return Math.abs(learned[out]! - exact[out]!) <= radius;
      }).length;
      expect(covered / 20).toBeGreaterThanOrEqual(1 - alpha - 1e-12);
      expect(covered / 20).toBeLessThan(1 - alpha + 1 / 20);
    },
  );

  test("is the ⌈(n + 1)(1 − α)⌉-th smallest error", () => {
    const exact = new Array(9).fill(0);
    const learned = [3, -1, 4, -8, 5, 9, -2, 6, 7];
    expect(conformalRadius({ learned, exact }, { alpha: 0.1 })).toBe(9);
    expect(conformalRadius({ learned, exact }, { alpha: 0.2 })).toBe(8);
    expect(conformalRadius({ learned, exact }, { alpha: 0.5 })).toBe(5);
    expect(conformalRadius({ learned, exact }, { alpha: 0.7 })).toBe(3); // 3.0000000000000004
  });

  test("is infinite where x are too few to say", () => {
    expect(conformalRadius({ learned: [1, 2], exact: [1, 2] })).toBe(Infinity);
  });

  test("refuses what does not fit", () => {
    expect(() => conformalRadius({ learned: [1], exact: [] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: conformalRadius: \`exact\` has 0 entries, expected 1, as \`learned\`.]`,
    );
    expect(() =>
      conformalRadius({ learned: [1], exact: [Number.NaN] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: conformalRadius: \`learned\` or \`exact\` has NaN, expected numbers.]`,
    );
    expect(() =>
      conformalRadius({ learned: [1], exact: [1] }, { alpha: 1 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: conformalRadius: \`alpha\` is 1, expected a number in (0, 1).]`,
    );
  });
});

function without<T>(all: readonly T[], index: number): T[] {
  return all.filter((_, i) => i !== index);
}
