import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { layoutOf, leaves } from "./index.js";

const tree = {
  b: [tf.keep(tf.scalar(5)), tf.keep(tf.tensor2d([[1, 2]]))],
  a: tf.keep(tf.tensor1d([3, 4])),
};
const layout = layoutOf(tree);

describe("layoutOf", () => {
  test("puts leaves one after the other, in the order of their paths", () => {
    expect(layout.segments).toEqual([
      { path: "a", shape: [2], start: 0, size: 2 },
      { path: "b.0", shape: [], start: 2, size: 1 },
      { path: "b.1", shape: [1, 2], start: 3, size: 2 },
    ]);
    expect(layout.size).toBe(5);
    expect(layout.read(tree)).toEqual(Float32Array.of(3, 4, 5, 1, 2));
  });

  test("flattens a tree, and gives it back", () => {
    const back = layout.unflatten(layout.flatten(tree));
    for (const [i, leaf] of leaves(tree).entries()) {
      expect(leaves(back)[i]!.shape).toEqual(leaf.shape);
      expectClose(leaves(back)[i]!, leaf, { atol: 0, rtol: 0 });
    }
  });

  test("copies segments by path, and writes them back", () => {
    const vector = layout.read(tree);
    const arrays = layout.named(vector);
    expect(arrays["b.1"]).toEqual({ data: Float32Array.of(1, 2), shape: [1, 2] });
    expect(layout.write(arrays)).toEqual(vector);
  });

  test("refuses arrays of another tree", () => {
    const { a, ...rest } = layout.named(layout.read(tree));
    expect(() => layout.write(rest)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: layout.write: \`arrays\` has nothing at \`a\`, expected shape [2].]`,
    );
    expect(() => layout.write({ a: a!, ...rest, c: a! })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: layout.write: \`arrays\` has \`c\`, which the tree does not have.]`,
    );
  });
});
