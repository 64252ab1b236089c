import { key } from "@ebm/core";
import { expect, test } from "vitest";
import { batches } from "./batches.js";

const matrix = (columns: number) => ({
  data: Float32Array.from({ length: 10 * columns }, (_, i) => Math.floor(i / columns)),
  shape: [10, columns] as const,
});
const create = () =>
  batches({
    rows: { x: matrix(3), y: matrix(1) },
    batchSize: 4,
    normals: { a: [2, 3], b: [6] },
    keys: { order: key(1), noise: key(2) },
  });
const copy = (feeds: ReturnType<ReturnType<typeof create>>) =>
  Object.fromEntries(Object.entries(feeds).map(([name, { data }]) => [name, [...data]]));

test("a batch is a function of the step alone", () => {
  const [once, again] = [create(), create()];
  const there = [0, 1, 2, 3].map((step) => copy(once(step)));
  for (const step of [3, 0, 2, 1]) expect(copy(again(step))).toEqual(there[step]);
});

test("rows stay together, and an epoch has none twice", () => {
  const next = create();
  const seen = [0, 1].flatMap((step) => {
    const { x, y } = copy(next(step));
    expect(x).toEqual(y!.flatMap((row) => [row, row, row]));
    return y!;
  });
  expect(new Set(seen).size).toBe(8);
});

test("noise differs by name and by step", () => {
  const next = create();
  const first = copy(next(0));
  const second = copy(next(1));
  expect(first.a).not.toEqual(first.b);
  expect(first.a).not.toEqual(second.a);
});
