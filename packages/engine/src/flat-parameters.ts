import { EbmError, namedLeaves, type Tree, withLeaves } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { NamedArray } from "./safetensors.js";

/** Where one tensor of a tree lies in a flat vector. */
export interface Segment {
  readonly path: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly size: number;
}

/** The segments of a tree's leaves, one after the other. */
export function segmentsOf(tree: Tree): Segment[] {
  let end = 0;
  return namedLeaves(tree).map(([path, { shape, size }]) => {
    const start = end;
    end += size;
    return { path, shape: [...shape], start, size };
  });
}

/** The tree as parts of a flat vector: a function of it, which traces as one Split. */
export function unflatten<T extends Tree>(tree: T, vector: tf.Tensor1D): T {
  const segments = segmentsOf(tree);
  const parts = tf.split(
    vector,
    segments.map(({ size }) => size),
  );
  return withLeaves(
    tree,
    segments.map(({ shape }, i) => tf.reshape(parts[i]!, [...shape])),
  );
}

/** Copies of a flat vector's segments, by path. */
export function cut(
  vector: Float32Array,
  segments: readonly Segment[],
): Record<string, NamedArray> {
  return Object.fromEntries(
    segments.map(({ path, shape, start, size }) => [
      path,
      { data: vector.slice(start, start + size), shape },
    ]),
  );
}

/** The inverse of `cut`, into a new vector. */
export function paste(
  where: string,
  arrays: Readonly<Record<string, NamedArray>>,
  segments: readonly Segment[],
): Float32Array {
  const unknown = Object.keys(arrays).find((path) => !segments.some((s) => s.path === path));
  if (unknown !== undefined) {
    throw new EbmError(`${where}: \`params\` has no \`${unknown}\`, which the checkpoint has.`);
  }
  const vector = new Float32Array(segments.reduce((sum, { size }) => sum + size, 0));
  for (const { path, shape, start } of segments) {
    const found = arrays[path];
    if (found?.shape.join() !== shape.join()) {
      const came = found ? `shape [${found.shape.join(", ")}]` : "nothing";
      throw new EbmError(
        `${where}: the checkpoint has ${came} at \`${path}\`, expected shape [${shape.join(", ")}].`,
      );
    }
    vector.set(found.data, start);
  }
  return vector;
}
