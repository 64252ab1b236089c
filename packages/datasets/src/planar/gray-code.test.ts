import { key, uniform } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { ffjordDensities, grayBounds, grayCode } from "../index.js";
import { uniform64 } from "../uniform64.js";

const bound = grayBounds["2spirals"];
const stringOf = (bits: Float32Array): string => bits.join("");

/** As the definition has it, in integers of any size. */
function byDefinition(value: number, dim: number, bound: number): string {
  const width = dim / 2 - 1;
  const share = Math.abs(value) * (1 / bound);
  // an integer over 2^80, since no share here is below 2^-28
  const a = (BigInt(share * 2 ** 80) * 2n ** BigInt(width)) / 2n ** 80n;
  return (value < 0 ? "1" : "0") + (a ^ (a >> 1n)).toString(2).padStart(width, "0");
}

describe("grayCode", () => {
  test("gives the published code of (1, −2) in 32 bits", () => {
    const code = grayCode({ dim: 32, bound });
    const { data, shape } = code.encode({ data: [1, -2], shape: [1, 2] });
    expect(shape).toEqual([1, 32]);
    expect(stringOf(data)).toBe("00011100111100001011100111100000");
  });

  test.each([4, 6, 32, 106, 108, 256, 2048, 4098])("is its definition in %d bits", (dim) => {
    const code = grayCode({ dim, bound });
    const values = uniform64(key(1), 40).map((u, i) => (2 * u - 1) * bound * (i < 20 ? 1 : 0.3));
    const { data } = code.encode({ data: values, shape: [20, 2] });
    for (const [i, value] of values.entries()) {
      const found = stringOf(data.subarray((i * dim) / 2, ((i + 1) * dim) / 2));
      expect(found).toBe(byDefinition(value, dim, bound));
    }
  });

  test.each([4, 16, 32, 120, 2048])("decodes to within half a cell in %d bits", (dim) => {
    const code = grayCode({ dim, bound });
    const points = ffjordDensities["2spirals"].sample(key(2), 500);
    const decoded = code.decode(code.encode(points));
    const half = bound * (2 ** (-dim / 2) + 2 ** -51);
    for (const [i, value] of points.data.entries()) {
      expect(Math.abs(value - decoded.data[i]!)).toBeLessThanOrEqual(half);
    }
  });

  test.each([4, 16, 32])("encodes what it decodes to the same %d bits", (dim) => {
    const code = grayCode({ dim, bound });
    const data = uniform(key(3), dim * 1000).map((u) => (u < 0.5 ? 0 : 1));
    expect(code.encode(code.decode({ data, shape: [1000, dim] })).data).toEqual(data);
  });

  test("changes one bit from a cell to the next", () => {
    const code = grayCode({ dim: 16, bound: 1 });
    const cells = Float64Array.from({ length: 256 }, (_, i) => (i >> 1) / 128);
    const { data } = code.encode({ data: cells, shape: [128, 2] });
    for (let i = 1; i < 128; i++) {
      const changed = data
        .subarray(16 * i, 16 * i + 8)
        .filter((bit, j) => bit !== data[16 * (i - 1) + j]);
      expect(changed.length).toBe(1);
    }
  });

  test.each([16, 64, 2048])("is the outermost cell beyond the bound, in %d bits", (dim) => {
    const code = grayCode({ dim, bound });
    const { data } = code.encode({ data: [bound, -1e4 * bound, Infinity, 0], shape: [2, 2] });
    const zeros = "0".repeat(dim / 2 - 2);
    expect(stringOf(data)).toBe(`01${zeros}11${zeros}01${zeros}00${zeros}`);
  });

  test("refuses what it has no code for", () => {
    expect(() => grayCode({ dim: 7, bound })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: grayCode: \`dim\` is 7, expected an even integer from 4.]`,
    );
    expect(() => grayCode({ dim: 8, bound: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: grayCode: \`bound\` is 0, expected a positive number.]`,
    );
    const { encode, decode } = grayCode({ dim: 8, bound });
    expect(() =>
      encode({ data: [1, Number.NaN], shape: [1, 2] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: grayCode.encode: \`points\` has NaN in row 0, expected numbers.]`,
    );
    expect(() => decode({ data: [1, 1], shape: [1, 2] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: grayCode.decode: \`bits\` has shape [1, 2] and 2 entries, expected [rows, 8].]`,
    );
  });
});

test.each(Object.entries(ffjordDensities))(
  "%s stays within the bound of its code",
  (name, density) => {
    const { data } = density.sample(key(1), 10_000);
    const largest = data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    expect(largest).toBeLessThan(grayBounds[name as keyof typeof grayBounds]);
    expect(largest).toBeGreaterThan(grayBounds[name as keyof typeof grayBounds] - 2.8);
  },
);
