import { EbmError } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { pause } from "./pause.js";

export interface NeighborMeansInputs {
  /** Rows to look among, scaled alike. Shape [rows, features]. */
  readonly x: Matrix;
  /** Their targets. Shape [rows, outputs]. */
  readonly y: Matrix;
  /** Rows to predict. Default: the rows of x, each without those of its own group. */
  readonly queries?: Matrix;
  /** A group for each row of x. Used if there are no queries. Default: each row is a group. */
  readonly groups?: ArrayLike<number>;
  /** Numbers of neighbors. */
  readonly counts: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

const BLOCK = 256;

/**
 * How squared distances beyond the last neighbor count, relative to the squared length of the query
 * plus 1: up to NEAR in full, which is more than rounding, and then less and less, up to FAR.
 */
export const NEAR = 2e-5;
export const FAR = 1e-4;

/**
 * Means of the targets of the nearest rows, by Euclidean distance. Rows that are as near as the
 * last of them count too, and those a little farther in part, so that rounding changes little.
 *
 * @returns A matrix [queries, outputs] for each of `counts`.
 */
export async function neighborMeans(inputs: NeighborMeansInputs): Promise<Matrix[]> {
  const { x, y, queries = x, counts, signal } = inputs;
  const outputs = y.shape[1];
  const most = Math.max(...counts);
  if (!(most >= 1 && Math.min(...counts) >= 1 && y.shape[0] === x.shape[0])) {
    throw new EbmError(`neighborMeans: \`counts\` is ${counts}, expected integers from 1.`);
  }
  const isOwn = (query: number, row: number): boolean => {
    if (inputs.queries) return false;
    return query === row || (!!inputs.groups && inputs.groups[query] === inputs.groups[row]);
  };
  const means = counts.map(() => new Float32Array(queries.shape[0] * outputs));
  const distances = compile((it: { a: tf.Tensor2D; b: tf.Tensor2D }) => {
    const products = tf.matMul(it.a, it.b, false, true);
    return tf.sub(tf.sum(tf.square(it.b), 1), tf.mul(2, products));
  });
  try {
    for (let start = 0; start < queries.shape[0]; start += BLOCK) {
      await pause(signal);
      const end = Math.min(start + BLOCK, queries.shape[0]);
      const [, width] = queries.shape;
      const block = queries.data.slice(start * width, end * width);
      const a = { data: block, shape: [end - start, width] } as const;
      const { output } = await distances({ a, b: x });
      for (let query = start; query < end; query++) {
        const row = output.data.subarray((query - start) * x.shape[0]);
        const near = nearest(row, x.shape[0], { most, skip: (other) => isOwn(query, other) });
        if (near.length === 0) continue;
        const vector = queries.data.subarray(query * width, (query + 1) * width);
        const scale = vector.reduce((sum, value) => sum + value * value, 1);
        for (const [i, count] of counts.entries()) {
          const own = means[i]!.subarray(query * outputs, (query + 1) * outputs);
          const limit = row[near[Math.min(count, near.length) - 1]!]!;
          let total = 0;
          for (let other = 0; other < x.shape[0]; other++) {
            const weight = (FAR - (row[other]! - limit) / scale) / (FAR - NEAR);
            if (!(weight > 0) || isOwn(query, other)) continue;
            total += Math.min(1, weight);
            for (let j = 0; j < outputs; j++) {
              own[j]! += Math.min(1, weight) * y.data[other * outputs + j]!;
            }
          }
          for (let j = 0; j < outputs; j++) own[j]! /= total;
        }
      }
    }
  } finally {
    await distances.dispose();
  }
  return means.map((data) => ({ data, shape: [queries.shape[0], outputs] }));
}

/** The rows of the smallest distances, nearest first; of equal ones the first row. */
function nearest(
  distances: Float32Array,
  rows: number,
  { most, skip }: { readonly most: number; readonly skip: (row: number) => boolean },
): number[] {
  const near: number[] = [];
  for (let row = 0; row < rows; row++) {
    const distance = distances[row]!;
    if (near.length === most && !(distance < distances[near.at(-1)!]!)) continue;
    if (skip(row)) continue;
    if (near.length === most) near.pop();
    let at = near.length;
    while (at > 0 && distances[near[at - 1]!]! > distance) at--;
    near.splice(at, 0, row);
  }
  return near;
}
