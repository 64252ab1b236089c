import { foldIn, key, normal, uniform } from "@ebm/core";
import { expect, test } from "vitest";
import { minibatches } from "./minibatches.js";

const count = 10;
/** Rows whose entries are their index. */
const matrix = (columns: number) => ({
  data: Float32Array.from({ length: count * columns }, (_, i) => Math.floor(i / columns)),
  shape: [count, columns] as const,
});
const rows = { x: matrix(2), y: matrix(1) };
const keys = { order: key(1), noise: key(2) };
const create = (batchSize: number) =>
  minibatches({
    rows,
    batchSize,
    uniforms: { u: [3, 4], v: [2] },
    normals: { a: [2, 3], b: [6] },
    keys,
  });

/** A copy of the batch of a step, since the arrays are the same at each. */
const copy = (feeds: ReturnType<ReturnType<typeof create>>) => structuredClone(feeds);

test("a batch depends on its step alone", () => {
  const forwards = create(3);
  const batches = Array.from({ length: 12 }, (_, step) => copy(forwards(step)));
  for (const step of [11, 4, 0, 7]) expect(create(3)(step)).toEqual(batches[step]);
  expect(forwards(2)).toEqual(batches[2]);
});

test("an epoch has no row twice, and epochs differ in their order", () => {
  const batch = create(3);
  const epochs = [0, 1, 2].map((epoch) =>
    [0, 1, 2].flatMap((i) => [...batch(3 * epoch + i).y.data]),
  );
  for (const order of epochs) expect(new Set(order).size).toBe(9);
  expect(new Set(epochs.map(String)).size).toBe(3);
});

test("rows of x and y stay together", () => {
  const { x, y } = create(4)(5);
  expect([...x.data]).toEqual([...y.data].flatMap((row) => [row, row]));
});

test.each([10, 99])("a batch of %i is all rows as they are", (batchSize) => {
  const { x, y } = create(batchSize)(3);
  expect(x).toBe(rows.x);
  expect(y).toBe(rows.y);
});

test("the uniforms of a step are one draw, and each of its normals another", () => {
  const batch = create(3);
  for (const step of [5, 6]) {
    const { u, v, a, b } = batch(step);
    const noise = foldIn(keys.noise, step);
    expect([...u.data, ...v.data]).toEqual([...uniform(noise, 14)]);
    expect(a.data).toEqual(normal(foldIn(noise, 0), 6));
    expect(b.data).toEqual(normal(foldIn(noise, 1), 6));
    expect([u, v, a, b].map(({ shape }) => shape)).toEqual([[3, 4], [2], [2, 3], [6]]);
  }
});

test("noise is optional", () => {
  const batch = minibatches({ rows: { x: rows.x }, batchSize: 5, keys })(0);
  expect(Object.keys(batch)).toEqual(["x"]);
});
