import * as tf from "@tensorflow/tfjs-core";
import { EbmError } from "./errors.js";
import { leaves, namedLeaves, type Tree, withLeaves } from "./tree.js";

/** The place of one tensor of a tree in a flat vector. */
export interface Segment {
  /** The path of the leaf: `scores.0.weight`. */
  readonly path: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly size: number;
}

/** Floats and their shape. */
export interface NamedArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** The layout of the tensors of a tree in one flat vector. */
export interface Layout<T extends Tree> {
  /** The segments of the leaves, in order. */
  readonly segments: readonly Segment[];
  /** The length of the vector. */
  readonly size: number;
  /** Packs a tree of the same form into a vector. Shape [size]. */
  flatten(tree: T): tf.Tensor1D;
  /** Unpacks a vector into a tree. It traces as one Split. */
  unflatten(vector: tf.Tensor1D): T;
  /** Reads the values of a tree of the same form into a new vector. */
  read(tree: T): Float32Array;
  /** Copies the segments of a vector, by path. */
  named(vector: Float32Array): Record<string, NamedArray>;
  /**
   * Writes arrays by path into a new vector: the inverse of `named`.
   *
   * @param culprit The function and argument that an error names. Default: "layout.write: `arrays`".
   * @throws {EbmError} If the paths or shapes are not those of the tree.
   */
  write(arrays: Readonly<Record<string, NamedArray>>, culprit?: string): Float32Array;
}

/**
 * Lays out the leaves of a tree one after the other, in the order of `leaves`.
 *
 * @param tree Only its structure and shapes are used.
 */
export function layoutOf<T extends Tree>(tree: T): Layout<T> {
  const segments = segmentsOf(tree);
  const size = segments.reduce((sum, segment) => sum + segment.size, 0);
  return {
    segments,
    size,
    flatten: (tree) => tf.tidy(() => tf.concat(leaves(tree).map((leaf) => tf.reshape(leaf, [-1])))),
    unflatten(vector) {
      const sizes = segments.map((segment) => segment.size);
      const parts = tf.split(vector, sizes);
      return withLeaves(
        tree,
        segments.map(({ shape }, i) => tf.reshape(parts[i]!, [...shape])),
      );
    },
    read(tree) {
      const vector = new Float32Array(size);
      for (const [i, leaf] of leaves(tree).entries())
        vector.set(leaf.dataSync(), segments[i]!.start);
      return vector;
    },
    named: (vector) =>
      Object.fromEntries(
        segments.map(({ path, shape, start, size }) => {
          return [path, { data: vector.slice(start, start + size), shape }];
        }),
      ),
    write(arrays, culprit = "layout.write: `arrays`") {
      checkPaths(culprit, arrays, segments);
      const vector = new Float32Array(size);
      for (const { path, start } of segments) vector.set(arrays[path]!.data, start);
      return vector;
    },
  };
}

function segmentsOf(tree: Tree): Segment[] {
  let end = 0;
  return namedLeaves(tree).map(([path, { shape, size }]) => {
    const start = end;
    end += size;
    return { path, shape: [...shape], start, size };
  });
}

function checkPaths(
  culprit: string,
  arrays: Readonly<Record<string, NamedArray>>,
  segments: readonly Segment[],
): void {
  const unknown = Object.keys(arrays).find((path) => !segments.some((s) => s.path === path));
  if (unknown !== undefined) {
    throw new EbmError(`${culprit} has \`${unknown}\`, which the tree does not have.`);
  }
  for (const { path, shape } of segments) {
    const found = arrays[path];
    if (found?.shape.join() === shape.join()) continue;
    const actual = found ? `shape [${found.shape.join(", ")}]` : "nothing";
    throw new EbmError(
      `${culprit} has ${actual} at \`${path}\`, expected shape [${shape.join(", ")}].`,
    );
  }
}
