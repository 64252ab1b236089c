import { expect, test } from "vitest";
import { adam, sgd } from "./index.js";

const state = adam({ learningRate: 0.1 }).init(4);

test("a layout is the sum of its leaves", () => {
  const leaves = [3, 0, 2].map((size, i) => ({ path: `${i}`, size }));
  expect(adam({ learningRate: 0.1 }).init(leaves).params).toHaveLength(5);
  expect(adam({ learningRate: 0.1 }).init([]).params).toHaveLength(0);
});

test.each([-1, 0.5, NaN, "4" as unknown as number])("refuses %s entries", (size) => {
  const { init } = adam({ learningRate: 0.1 });
  if (typeof size === "number") {
    expect(() => init(size)).toThrow(
      `adam.init: \`layout\` is ${size}, expected an integer of at least 0.`,
    );
  }
  expect(() => init([{ path: "a.b", size }])).toThrow(
    `adam.init: \`a.b\` is ${size}, expected an integer of at least 0.`,
  );
});

test("vectors are aligned views of one memory, apart from one another", () => {
  const views = [state.params, state.grad, ...Object.values(state.moments)];
  expect(views.map((view) => view.byteOffset)).toEqual([0, 64, 128, 192]);
  expect(new Set(views.map((view) => view.buffer)).size).toBe(1);
});

test("restore refuses a checkpoint that is not its own, and copies none of it", () => {
  const params = new Float32Array(4).fill(9);
  const moments = { first: new Float32Array(4), second: new Float32Array(4) };
  const { init } = sgd({ learningRate: 0.1, momentum: 0.9 });
  expect(() => state.restore(init(4))).toThrow(
    "adam.restore: `moments` are [velocity], expected [first, second].",
  );
  expect(() => state.restore({ params, moments, count: -1 })).toThrow(
    "adam.restore: `count` is -1, expected an integer of at least 0.",
  );
  const second = new Float32Array(3);
  expect(() => state.restore({ params, moments: { ...moments, second }, count: 1 })).toThrow(
    "adam.restore: `second` is [object Float32Array] of length 3, expected a Float32Array of length 4.",
  );
  expect(state.params).toEqual(new Float32Array(4));
  expect(state.count).toBe(0);
});
