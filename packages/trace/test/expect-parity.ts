import { expectClose, type Tolerance } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect } from "vitest";
import { encodeModel, type TensorSpec, type Traceable, trace } from "../src/index.js";

/** Tensors whose values eager tfjs and ONNX Runtime both get. */
export type Tensors = Readonly<Record<string, tf.Tensor>>;

/** Asserts that a traced function gives the same results in ONNX Runtime and eager tfjs. */
export async function expectParity(
  f: Traceable,
  inputs: Tensors,
  tolerance: Tolerance = {},
): Promise<void> {
  const session = await openTraced(f, inputs);
  await expectSame(session, f, inputs, tolerance);
  await session.release();
}

export async function openTraced(
  f: Traceable,
  specs: Readonly<Record<string, TensorSpec>>,
): Promise<InferenceSession> {
  return InferenceSession.create(encodeModel(trace(f, specs)), { logSeverityLevel: 3 });
}

export async function expectSame(
  session: InferenceSession,
  f: Traceable,
  inputs: Tensors,
  tolerance: Tolerance = {},
): Promise<void> {
  const result = f({ ...inputs });
  const expected = result instanceof tf.Tensor ? { output: result } : result;
  const feeds = Object.entries(inputs).map(([name, x]) => [name, toOrt(x)]);
  const actual = await session.run(Object.fromEntries(feeds));
  for (const [name, y] of Object.entries(expected)) {
    expect(actual[name]!.dims, `shape of ${name}`).toEqual(y.shape);
    expect(actual[name]!.type, `dtype of ${name}`).toBe(y.dtype);
    expectClose(actual[name]!.data as ArrayLike<number>, y, tolerance);
  }
}

function toOrt(x: tf.Tensor): Tensor {
  const data = x.dtype === "bool" ? Uint8Array.from(x.dataSync()) : x.dataSync();
  return new Tensor(x.dtype as "float32", data, x.shape);
}
