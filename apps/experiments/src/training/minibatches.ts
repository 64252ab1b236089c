import { foldIn, type Key, permutation, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import type { Feeds } from "@ebm/engine";

export interface MinibatchInputs {
  readonly x: Matrix;
  readonly y: Matrix;
  readonly batchSize: number;
  /** The shapes of a step's uniforms, by name. */
  readonly noise: Readonly<Record<string, readonly number[]>>;
  readonly keys: { readonly order: Key; readonly noise: Key };
}

/**
 * The batch and the noise of a step, a pure function of the step: rows in an order drawn anew for
 * each epoch, but for those that fill no batch. All rows, if they fit into one.
 *
 * The arrays are the same at every step.
 */
export function minibatches(inputs: MinibatchInputs): (step: number) => Feeds {
  const { x, y, batchSize, noise, keys } = inputs;
  const rows = x.shape[0];
  const uniforms = new Float32Array(Object.values(noise).reduce((sum, of) => sum + size(of), 0));
  const drawn = cut(uniforms, noise);
  const whole = batchSize >= rows;
  const batch = whole ? { x, y } : { x: empty(x, batchSize), y: empty(y, batchSize) };
  const perEpoch = Math.floor(rows / batchSize);
  let epoch = -1;
  let order = new Int32Array(0);

  return (step) => {
    uniform(foldIn(keys.noise, step), uniforms);
    if (!whole) {
      const now = Math.floor(step / perEpoch);
      if (now !== epoch) order = permutation(foldIn(keys.order, now), rows);
      epoch = now;
      const start = (step % perEpoch) * batchSize;
      const places = order.subarray(start, start + batchSize);
      copyRows(x, batch.x, places);
      copyRows(y, batch.y, places);
    }
    return { ...batch, ...drawn };
  };
}

/** Parts of one array, so that a step draws once. */
function cut(all: Float32Array, shapes: MinibatchInputs["noise"]): Feeds {
  let at = 0;
  const named = Object.entries(shapes).map(([name, shape]) => {
    const start = at;
    at += size(shape);
    return [name, { data: all.subarray(start, at), shape }] as const;
  });
  return Object.fromEntries(named);
}

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

function empty({ shape: [, columns] }: Matrix, rows: number): Matrix {
  return { data: new Float32Array(rows * columns), shape: [rows, columns] };
}

function copyRows({ data, shape: [, columns] }: Matrix, into: Matrix, places: Int32Array): void {
  for (const [i, row] of places.entries()) {
    into.data.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
  }
}
