import { valueAndGrad } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, expect, test } from "vitest";
import { isBuilt, loadTfjsNode } from "../../../tooling/tfjs-node/load.js";
import { useTfjsNode } from "./index.js";

afterEach(() => tf.setBackend("cpu"));

const failing = (message: string, code?: string) => async () => {
  throw Object.assign(new Error(message), { code });
};

test("says that the package is not installed", async () => {
  await expect(useTfjsNode()).rejects.toThrowErrorMatchingInlineSnapshot(
    `[EbmError: useTfjsNode: @tensorflow/tfjs-node is not installed where @ebm/engine finds it. Install version 4.22.0, or import it in \`load\`.]`,
  );
});

test("says that the native binding is missing, or cannot be loaded", async () => {
  // As tfjs-node 4.22 words it.
  const missing =
    "The Node.js native addon module (tfjs_binding.node) can not be found at path: /a/b. \nPlease run …";
  await expect(useTfjsNode({ load: failing(missing) })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[EbmError: useTfjsNode: @tensorflow/tfjs-node has no native binding. Its install script fetches one: allow it to run, then \`npm rebuild @tensorflow/tfjs-node\`.]`,
  );

  const unlinked = "libtensorflow.so.2: cannot open shared object file: No such file or directory";
  await expect(
    useTfjsNode({ load: failing(unlinked, "ERR_DLOPEN_FAILED") }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[EbmError: useTfjsNode: @tensorflow/tfjs-node cannot be loaded: libtensorflow.so.2: cannot open shared object file: No such file or directory]`,
  );

  const dependency = "Cannot find package '@tensorflow/tfjs' imported from /a/b";
  await expect(
    useTfjsNode({ load: failing(dependency, "ERR_MODULE_NOT_FOUND") }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[EbmError: useTfjsNode: @tensorflow/tfjs-node cannot be loaded: Cannot find package '@tensorflow/tfjs' imported from /a/b]`,
  );
});

test("refuses a package of no backend", async () => {
  await expect(useTfjsNode({ load: async () => {} })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[EbmError: useTfjsNode: \`load\` registered no working backend \`tensorflow\`.]`,
  );
  expect(tf.getBackend()).toBe("cpu");
});

test("puts back the gradients that a package replaces, even one that then fails", async () => {
  const ours = tf.getGradient("Abs");
  const replace = async () => {
    tf.registerGradient({ kernelName: "Abs", gradFunc: () => ({}) });
    throw new Error("too late");
  };
  await expect(useTfjsNode({ load: replace })).rejects.toThrow("too late");
  expect(tf.getGradient("Abs")).toBe(ours);
});

test.skipIf(!isBuilt())(
  "runs tfjs on TensorFlow, with second derivatives that are right",
  async () => {
    await useTfjsNode({ load: loadTfjsNode });
    expect(tf.getBackend()).toBe("tensorflow");

    const x = tf.tensor1d([-1, 0.5, 2]);
    const slope = (at: tf.Tensor) => valueAndGrad((z: tf.Tensor) => tf.sum(tf.exp(z)))(at).grad;
    const curvature = valueAndGrad((z: tf.Tensor) => tf.sum(slope(z)))(x).grad;
    expectClose(curvature, [-1, 0.5, 2].map(Math.exp));
    // These call what Node ≥ 23 has not.
    expectClose(tf.matMul([[1, 2]], [[3], [4]]), [11]);
    expectClose(tf.topk(x, 2).values, [2, 0.5]);
  },
);
