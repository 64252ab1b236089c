import { foldIn, type Key, normal, permutation, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";

export type Matrices = Readonly<Record<string, Matrix>>;
export type Shapes = Readonly<Record<string, readonly number[]>>;

export interface MinibatchInputs<R extends Matrices, U extends Shapes, N extends Shapes> {
  /** Matrices with the same number of rows, by name. */
  readonly rows: R;
  /** Number of rows per step. All rows, in their order, if there are no more. */
  readonly batchSize: number;
  /** Shapes of the uniforms on [0, 1) of each step, by name. Default: none. */
  readonly uniforms?: U;
  /** Shapes of the standard normals of each step, by name. Default: none. */
  readonly normals?: N;
  readonly keys: { readonly order: Key; readonly noise: Key };
}

/** The rows and the noise of a step, by name. */
export type Minibatch<R extends Matrices, U extends Shapes, N extends Shapes> = R &
  Noise<U> &
  Noise<N>;

type Noise<S extends Shapes> = {
  readonly [Name in keyof S]: { readonly data: Float32Array; readonly shape: S[Name] };
};
type None = Readonly<Record<never, never>>;

/**
 * Returns the rows and the noise of a step, as a pure function of the step. Each epoch takes the
 * rows in a new random order, and leaves out those that do not fill a batch.
 *
 * The arrays are reused at every step.
 */
export function minibatches<
  R extends Matrices,
  const U extends Shapes = None,
  const N extends Shapes = None,
>(inputs: MinibatchInputs<R, U, N>): (step: number) => Minibatch<R, U, N> {
  const { rows, batchSize, keys } = inputs;
  const count = Object.values(rows)[0]!.shape[0];
  const whole = batchSize >= count;
  const perEpoch = Math.floor(count / batchSize);
  const batch = whole ? rows : mapValues(rows, ({ shape }): Matrix => empty([batchSize, shape[1]]));
  const uniforms = inOneArray(inputs.uniforms ?? {});
  const normals = mapValues(inputs.normals ?? {}, empty);
  const feeds = { ...batch, ...uniforms.named, ...normals } as Minibatch<R, U, N>;
  let epoch = -1;
  let order = new Int32Array(0);

  return (step) => {
    const noise = foldIn(keys.noise, step);
    uniform(noise, uniforms.data);
    for (const [i, { data }] of Object.values(normals).entries()) normal(foldIn(noise, i), data);
    if (whole) return feeds;
    const current = Math.floor(step / perEpoch);
    if (current !== epoch) order = permutation(foldIn(keys.order, current), count);
    epoch = current;
    const start = (step % perEpoch) * batchSize;
    const indices = order.subarray(start, start + batchSize);
    for (const [name, matrix] of Object.entries(rows)) copyRows(matrix, batch[name]!, indices);
    return feeds;
  };
}

/** Creates arrays that are views of one array, so that one call fills them all. */
function inOneArray(shapes: Shapes): { readonly data: Float32Array; readonly named: object } {
  const data = new Float32Array(Object.values(shapes).reduce((sum, shape) => sum + size(shape), 0));
  let start = 0;
  const named = mapValues(shapes, (shape) => {
    const end = start + size(shape);
    const part = { data: data.subarray(start, end), shape };
    start = end;
    return part;
  });
  return { data, named };
}

function empty<S extends readonly number[]>(shape: S): { data: Float32Array; shape: S } {
  return { data: new Float32Array(size(shape)), shape };
}

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  f: (value: A) => B,
): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));
}

function copyRows({ data, shape: [, columns] }: Matrix, batch: Matrix, indices: Int32Array): void {
  for (const [i, row] of indices.entries()) {
    batch.data.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
  }
}
