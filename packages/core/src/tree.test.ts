import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { leaves, mapTree, namedLeaves, type Tree, withLeaves } from "./tree.js";

const [a, b, c, d] = [1, 2, 3, 4].map((x) => tf.scalar(x)) as [
  tf.Scalar,
  tf.Scalar,
  tf.Scalar,
  tf.Scalar,
];
const tree = { weights: [c, { scale: d, bias: b }], alpha: a } as const;

describe("a tree", () => {
  test("has its leaves in the order of their paths, whatever the order of its keys", () => {
    expect(leaves(tree)).toEqual([a, c, b, d]);
    const other = { alpha: a, weights: [c, { bias: b, scale: d }] };
    expect(leaves(other)).toEqual(leaves(tree));
  });

  test("names its leaves by their paths", () => {
    expect(namedLeaves(tree)).toEqual([
      ["alpha", a],
      ["weights.0", c],
      ["weights.1.bias", b],
      ["weights.1.scale", d],
    ]);
  });

  test("counts the places of an array as numbers", () => {
    const list = Array.from({ length: 11 }, (_, i) => tf.scalar(i));
    expect(leaves(list)).toEqual(list);
  });

  test.each<[string, Tree, number]>([
    ["a tensor", a, 1],
    ["an empty record", {}, 0],
    ["an empty array", [], 0],
    ["nested emptiness", { x: [{}] }, 0],
  ])("may be %s", (_, tree, count) => {
    expect(leaves(tree)).toHaveLength(count);
    expect(withLeaves(tree, leaves(tree))).toEqual(tree);
  });

  test("is itself with its own leaves", () => {
    expect(withLeaves(tree, leaves(tree))).toEqual(tree);
  });

  test("has the leaves that it is given", () => {
    expect(leaves(withLeaves(tree, [d, c, b, a]))).toEqual([d, c, b, a]);
  });

  test("is mapped leaf by leaf, with their paths, in order", () => {
    const paths: string[] = [];
    const mapped = mapTree(tree, (leaf, path) => {
      paths.push(path);
      return leaf === a ? b : leaf;
    });
    expect(paths).toEqual(namedLeaves(tree).map(([path]) => path));
    expect(mapped).toEqual({ ...tree, alpha: b });
    expect(tree.alpha).toBe(a);
  });

  test("keeps its type", () => {
    expectTypeOf(mapTree(tree, (leaf) => leaf)).toEqualTypeOf(tree);
    expectTypeOf(withLeaves(a, [b])).toEqualTypeOf<tf.Scalar>();
  });
});

describe("a tree is refused", () => {
  test.each<[string, unknown, string]>([
    ["with a number for a leaf", { layers: [{ weight: 3 }] }, "leaf `layers.0.weight` is 3"],
    ["with a hole", { bias: undefined }, "leaf `bias` is undefined"],
    ["of nothing", null, "`tree` is null"],
    ["with an array of numbers", { x: new Float32Array(2) }, "leaf `x` is Float32Array"],
  ])("%s", (_, tree, message) => {
    expect(() => leaves(tree as Tree)).toThrow(`mapTree: ${message}, expected a tensor.`);
  });

  test.each([[[a]], [[a, b, c, d, a]]])("leaves that are too few or too many", (replacements) => {
    expect(() => withLeaves(tree, replacements)).toThrow(/has \d tensors, expected 4\.$/);
  });
});
