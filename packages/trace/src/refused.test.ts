import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { withKernelTables } from "../test/kernel-tables.js";
import { lowerings } from "./lowerings.js";
import { REFUSED } from "./refused.js";

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
