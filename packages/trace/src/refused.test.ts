import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { withKernelTables } from "../test/kernel-tables.js";
import { lowerings } from "./lowerings.js";
import { REFUSED } from "./refused.js";
import { trace } from "./trace.js";
import type { Traceable } from "./traced.js";

test("every kernel of the cpu backend is either traced or refused for a reason", () => {
  const kernels = tf.getKernelsForBackend("cpu").map(({ kernelName }) => kernelName);
  const known = [...Object.keys(lowerings), ...Object.values(REFUSED).flat()];
  expect(kernels.filter((name) => known.filter((other) => other === name).length !== 1)).toEqual(
    [],
  );
  expect(known.filter((name) => !kernels.includes(name))).toEqual(["LogSoftmax"]);
});

test("the README tells which, as `pnpm generate` writes it", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  expect(await withKernelTables(readme)).toBe(readme);
});

describe("trace refuses", () => {
  const refusal = (f: Traceable): string => {
    try {
      trace(f, { x: { shape: [4, 3], dtype: "float32" } });
    } catch (error) {
      return String(error);
    }
    throw new Error("nothing was refused");
  };

  test("shapes that depend on the data, complex numbers, and pools that see nothing", () => {
    expect(refusal(({ x }) => tf.unique(tf.reshape(x!, [12])).values)).toMatchInlineSnapshot(
      `"EbmError: trace: kernel \`Unique\` gives a result whose shape depends on the data, which a graph cannot hold."`,
    );
    expect(refusal(({ x }) => tf.real(tf.fft(tf.complex(x!, x!))))).toMatchInlineSnapshot(
      `"EbmError: trace: kernel \`Complex\` is of complex numbers, which a graph cannot hold."`,
    );
    const image: Traceable = ({ x }) =>
      tf.maxPool(tf.reshape(x!, [1, 4, 3, 1]) as tf.Tensor4D, 2, 1, 3);
    expect(refusal(image)).toMatchInlineSnapshot(
      `"EbmError: trace: a pool of windows [2, 2] is padded by 3, expected less than a window: one would see nothing of the image."`,
    );
  });

  test("arithmetic of bools, which in tfjs gives bools that are 2 and 255", () => {
    const f: Traceable = ({ x }) => tf.add(tf.greater(x!, 0), tf.less(x!, 0));
    expect(refusal(f)).toMatchInlineSnapshot(
      `"EbmError: trace: kernel \`Add\` got a tensor of bool, expected numbers: use tf.cast first."`,
    );
  });
});
