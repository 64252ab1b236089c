import { foldIn, type Key, normal, permutation } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import type { Feeds } from "@ebm/engine";

export interface BatchesInputs {
  /** Matrices of as many rows, by name. */
  readonly rows: Readonly<Record<string, Matrix>>;
  readonly batchSize: number;
  /** Shapes of a step's standard normals, by name. */
  readonly normals: Readonly<Record<string, readonly number[]>>;
  readonly keys: { readonly order: Key; readonly noise: Key };
}

/**
 * The rows and the normals of a step, a pure function of the step: rows in an order drawn anew for
 * each epoch, but for those that fill no batch.
 *
 * The arrays are the same at every step.
 */
export function batches({
  rows,
  batchSize,
  normals,
  keys,
}: BatchesInputs): (step: number) => Feeds {
  const count = Object.values(rows)[0]!.shape[0];
  const size = Math.min(batchSize, count);
  const perEpoch = Math.floor(count / size);
  const taken = Object.entries(rows).map(
    ([
      name,
      {
        data,
        shape: [, columns],
      },
    ]) => ({
      name,
      data,
      columns,
      into: { data: new Float32Array(size * columns), shape: [size, columns] },
    }),
  );
  const noise = Object.entries(normals).map(([name, shape]) => ({
    name,
    into: { data: new Float32Array(shape.reduce((a, b) => a * b, 1)), shape },
  }));
  const feeds = Object.fromEntries([...taken, ...noise].map(({ name, into }) => [name, into]));
  let epoch = -1;
  let order = new Int32Array(0);

  return (step) => {
    const key = foldIn(keys.noise, step);
    for (const [i, { into }] of noise.entries()) normal(foldIn(key, i), into.data);
    const now = Math.floor(step / perEpoch);
    if (now !== epoch) order = permutation(foldIn(keys.order, now), count);
    epoch = now;
    const start = (step % perEpoch) * size;
    for (const { data, columns, into } of taken) {
      for (let i = 0; i < size; i++) {
        const from = order[start + i]! * columns;
        into.data.set(data.subarray(from, from + columns), i * columns);
      }
    }
    return feeds;
  };
}
