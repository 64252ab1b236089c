import { namedLeaves, type Tree, withLeaves } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** Where one tensor of a tree lies in a flat vector. */
export interface Segment {
  readonly name: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** The segments of a tree's leaves, one after the other. */
export function segmentsOf(tree: Tree): Segment[] {
  let end = 0;
  return namedLeaves(tree).map(([name, { shape, size }]) => {
    const start = end;
    end += size;
    return { name, shape: [...shape], start, end };
  });
}

/** The tree as views of a flat vector: differentiable, and without a copy once compiled. */
export function unflatten<T extends Tree>(tree: T, vector: tf.Tensor1D): T {
  const segments = segmentsOf(tree);
  const parts = tf.split(
    vector,
    segments.map(({ start, end }) => end - start),
  );
  return withLeaves(
    tree,
    segments.map(({ shape }, i) => tf.reshape(parts[i]!, [...shape])),
  );
}
