import { key, uniform } from "@ebm/core";
import { f1Micro } from "@ebm/metrics";
import { expect, test } from "vitest";
import { f1Terms } from "./f1-terms.js";

const [rows, labels] = [400, 5] as const;
const actual = {
  data: uniform(key(1), rows * labels).map((u) => Number(u < 0.3)),
  shape: [rows, labels] as const,
};
const noise = uniform(key(2), rows * labels);
const predicted = actual.data.map((value, i) => (noise[i]! < 0.2 ? 1 - value : value));

test("F1 is that of @ebm/metrics, and influences have mean 0", () => {
  const { f1, influences } = f1Terms(predicted, actual);
  expect(f1).toBeCloseTo(f1Micro({ predicted: { ...actual, data: predicted }, actual }), 12);
  expect(influences.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
});

test("influences give the change when a row is left out", () => {
  const { f1, influences } = f1Terms(predicted, actual);
  for (const row of [0, 7, 399]) {
    const keep = (data: Float32Array) => data.filter((_, i) => Math.floor(i / labels) !== row);
    const left = f1Terms(keep(predicted), { data: keep(actual.data), shape: [rows - 1, labels] });
    expect(left.f1 - f1).toBeCloseTo(-influences[row]! / rows, 4);
  }
});

test("nothing predicted of nothing has F1 0", () => {
  const none = { data: new Float32Array(4), shape: [2, 2] as const };
  expect(f1Terms(none.data, none).f1).toBe(0);
});
