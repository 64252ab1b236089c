import { sgd } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { expect, expectTypeOf, test } from "vitest";
import { compile, type Feeds, type Packed, type TrainOptions, train } from "./index.js";

// What the compiler checks: `tsc` fails where an error that is expected below is none.

type Batch = { readonly x: tf.Tensor1D; readonly noise: tf.Tensor2D };

const loss = (slope: tf.Scalar, { x, noise }: Batch): tf.Scalar =>
  tf.mean(tf.add(tf.mul(x, slope), noise));
const x = { data: new Float32Array(3), shape: [3] };
const noise = { data: new Float32Array(3), shape: [1, 3] };
const params = tf.keep(tf.scalar(1));
const rest = { loss, params, optimizer: sgd({ learningRate: 0.1 }), steps: 1 };

test("batches have the names and ranks that the loss takes", () => {
  train({ ...rest, batches: () => ({ x, noise }) });
  train({ ...rest, batches: () => ({ x, noise: { ...noise, shape: [1, 3] } }) });
  train({ ...rest, batches: (): Feeds => ({ x }) }); // names that are not known are not checked
  // @ts-expect-error: a missing name
  train({ ...rest, batches: () => ({ x }) });
  // @ts-expect-error: an extra name
  train({ ...rest, batches: () => ({ x, noise, y: x }) });
  // @ts-expect-error: a vector for a matrix
  train({ ...rest, batches: () => ({ x, noise: { data: x.data, shape: [3] } }) });
  // @ts-expect-error: a tensor
  train({ ...rest, batches: () => ({ x: tf.zeros([3]), noise }) });
  expectTypeOf<TrainOptions<tf.Scalar, Batch>["batches"]>().returns.toEqualTypeOf<Feeds>();
});

test("a compiled function is typed by the function", async () => {
  const add = compile(({ x, noise }: Batch) => tf.add(x, noise));
  const { output } = await add({ x, noise });
  expectTypeOf(output).toEqualTypeOf<Packed<Float32Array>>();
  const wrong = [
    // @ts-expect-error: a missing name
    () => add({ x }),
    // @ts-expect-error: an extra name
    () => add({ x, noise, y: x }),
    // @ts-expect-error: a matrix for a vector
    () => add({ x: { data: x.data, shape: [1, 3] }, noise }),
  ];
  expect(wrong).toHaveLength(3);
});

test("so is one of the parameters of a run", async () => {
  const run = train({ ...rest, batches: () => ({ x, noise }) });
  const predict = run.compile((slope, { x }: Pick<Batch, "x">) => ({
    y: tf.mul(slope, x),
    double: tf.mul(x, 2),
  }));
  expectTypeOf(await predict({ x })).toEqualTypeOf<{
    readonly y: Packed<Float32Array>;
    readonly double: Packed<Float32Array>;
  }>();
  // @ts-expect-error: a missing name
  expect(() => predict({})).toBeTypeOf("function");
  await run.dispose();
});
