import { valueAndGrad } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test, vi } from "vitest";
import type { Tensors } from "../test/expect-parity.js";
import { runEagerly, type Traceable, trace } from "./index.js";

/** Returns x, once the arguments before it are evaluated. */
const first = (_: unknown, x: tf.Tensor): tf.Tensor => x;

describe("trace refuses", () => {
  const w = tf.keep(tf.tensor1d([3, 4]));
  const refusal = (f: Traceable): string => {
    try {
      trace(f, { x: { shape: [4, 3], dtype: "float32" } });
    } catch (error) {
      return String(error);
    }
    throw new Error("nothing was refused");
  };

  test("promises, which do not reject later", async () => {
    const late = vi.fn();
    process.on("unhandledRejection", late);
    const promised = (f: (inputs: Tensors) => unknown): string => refusal(f as Traceable);
    expect(promised(async ({ x }) => x!)).toMatchInlineSnapshot(
      `"EbmError: trace: the function returned a promise, expected tensors: it must be synchronous."`,
    );
    expect(promised(({ x }) => tf.booleanMaskAsync(x!, tf.greater(x!, 0)))).toContain("a promise");
    expect(promised(({ x }) => ({ y: x!.data() }))).toMatchInlineSnapshot(
      `"EbmError: trace: output \`y\` is a promise, expected a tensor."`,
    );
    const failing = async () => Promise.reject(new Error("late"));
    expect(promised(({ x }) => valueAndGrad(failing as never)(x!))).toContain("a promise");
    // waited for by nobody
    expect(promised(({ x }) => first(x!.data(), x!))).toContain("the value of a tensor was read");
    const feeds = { x: { data: Float32Array.of(1), shape: [1] } };
    expect(() => runEagerly(failing as never, feeds)).toThrow(
      "runEagerly: the function returned a promise",
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("unhandledRejection", late);
    expect(late).not.toHaveBeenCalled();
  });

  test("changes to variables and to tensors from before, which stay as they were", () => {
    const v = tf.variable(tf.tensor1d([1, 2]), true, "mean of x");
    expect(refusal(({ x }) => first(v.assign(tf.ones([2])), x!))).toMatchInlineSnapshot(
      `"EbmError: trace: variable \`mean of x\` was assigned while tracing, where tensors have no values. Do so before or after, and call layers without \`training: true\`."`,
    );
    expect(refusal(({ x }) => first(v.dispose(), x!))).toMatchInlineSnapshot(
      `"EbmError: trace: variable \`mean of x\` was disposed while tracing, where tensors have no values. Do so before or after, and call layers without \`training: true\`."`,
    );
    expect(refusal(({ x }) => tf.variable(x!, true, "new"))).toMatchInlineSnapshot(
      `"EbmError: trace: variable \`new\` was created while tracing, where tensors have no values. Do so before or after, and call layers without \`training: true\`."`,
    );
    expect(refusal(({ x }) => tf.keep(tf.exp(x!)))).toMatchInlineSnapshot(
      `"EbmError: trace: a tensor was kept by \`tf.keep\` or a stateful layer while tracing, where tensors have no values. Do so before or after, and call layers without \`training: true\`. Call \`resetStates()\` of the layer before it is used again."`,
    );
    expect(refusal(({ x }) => first(tf.dispose([x!, w]), x!))).toContain("a tensor was disposed");
    expectClose(v, [1, 2]);
    expectClose(tf.add(w, 0), w);
    v.assign(tf.zeros([2]));
    expectClose(v, [0, 0]);
    v.dispose();
    tf.variable(tf.scalar(1), true, "new").dispose();
  });
});
