import { key } from "@ebm/core";
import { expect, test } from "vitest";
import { minibatches } from "./minibatches.js";

const rows = 10;
const x = { data: Float32Array.from({ length: 2 * rows }, (_, i) => i), shape: [rows, 2] } as const;
const y = { data: Float32Array.from({ length: rows }, (_, i) => i), shape: [rows, 1] } as const;
const inputs = {
  x,
  y,
  noise: { uniforms: [3, 4] },
  keys: { order: key(1), noise: key(2) },
} as const;

/** A copy of a step's batch, since the arrays are the same at each. */
const copy = (feeds: ReturnType<ReturnType<typeof minibatches>>): Record<string, number[]> =>
  Object.fromEntries(Object.entries(feeds).map(([name, { data }]) => [name, [...data]]));

test("a batch depends on its step alone", () => {
  const forwards = minibatches({ ...inputs, batchSize: 3 });
  const batches = Array.from({ length: 12 }, (_, step) => copy(forwards(step)));
  for (const step of [11, 4, 0, 7]) {
    const fresh = minibatches({ ...inputs, batchSize: 3 });
    expect(copy(fresh(step))).toEqual(batches[step]);
  }
  expect(copy(forwards(2))).toEqual(batches[2]);
});

test("an epoch has no row twice, and each epoch an order of its own", () => {
  const batch = minibatches({ ...inputs, batchSize: 3 });
  const epochs = [0, 1, 2].map((epoch) => [0, 1, 2].flatMap((i) => copy(batch(3 * epoch + i)).y!));
  for (const order of epochs) expect(new Set(order).size).toBe(9);
  expect(new Set(epochs.map(String)).size).toBe(3);
});

test("rows of x and y stay together", () => {
  const { x: xs, y: ys } = copy(minibatches({ ...inputs, batchSize: 4 })(5));
  expect(xs).toEqual(ys!.flatMap((row) => [2 * row, 2 * row + 1]));
});

test.each([10, 99])("a batch of %i is all rows as they are", (batchSize) => {
  const batch = minibatches({ ...inputs, batchSize })(3);
  expect(batch.x).toBe(x);
  expect(batch.y).toBe(y);
});

test("noise is uniform, and another at each step", () => {
  const batch = minibatches({ ...inputs, batchSize: 3 });
  const [a, b] = [copy(batch(0)).uniforms!, copy(batch(1)).uniforms!];
  expect(a).toHaveLength(12);
  expect(a.every((u) => u >= 0 && u < 1)).toBe(true);
  expect(a).not.toEqual(b);
});
