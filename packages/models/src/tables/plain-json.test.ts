import { expect, test } from "vitest";
import { decodePlain, encodePlain } from "./plain-json.js";

test("plain data keep all their bits", () => {
  const value = {
    numbers: [1, -0, 0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null],
    floats: Float32Array.of(0.1, Number.NaN, -0),
    part: Float64Array.of(1, 2, 3).subarray(1),
    integers: Int32Array.of(-1, 2 ** 31 - 1),
    bytes: Uint8Array.of(1, 2),
    empty: new Float32Array(0),
    nested: [{ text: "a", is: true }],
    ["__proto__"]: 1,
  };
  expect(decodePlain(encodePlain(value))).toEqual(value);
  expect(Object.is((decodePlain(encodePlain({ a: -0 })) as { a: number }).a, -0)).toBe(true);
});

test("anything else is refused", () => {
  for (const value of [new Map(), { $: 1 }, () => 1, 1n]) {
    expect(() => encodePlain({ value })).toThrow("expected plain data");
  }
});
