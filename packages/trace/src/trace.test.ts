import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { test } from "vitest";
import { encodeModel, trace } from "./index.js";

test("a small function", async () => {
  const w = tf.keep(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]));
  const f = ({ x }: Record<string, tf.Tensor>) =>
    tf.logSumExp(tf.tanh(tf.add(tf.matMul(x as tf.Tensor2D, w), 1)), 1);
  const t = trace(f, { x: { shape: [4, 3], dtype: "float32" } });
  const model = encodeModel(t);
  const session = await InferenceSession.create(model);
  const x = Float32Array.from({ length: 12 }, (_, i) => Math.sin(i));
  const out = await session.run({ x: new Tensor("float32", x, [4, 3]) });
  expectClose(out.output!.data as Float32Array, f({ x: tf.tensor2d(x, [4, 3]) }));
});
