import { key, uniform } from "@ebm/core";
import { expect, test } from "vitest";
import { onnxruntimeNode } from "../../export/runtimes/onnxruntime-node.js";
import type { Runtime } from "../../export/runtimes/runtime.js";
import { verifyArtifact } from "../../export/verify-artifact.js";
import { bitsFiles } from "./bits-files.js";

const dim = 4;
const levels = Int32Array.of(2, 2, 1, 3);
const width = 4;
/** log p(v | u) for up to three values, normalized over those of the column. */
const logProbs = Float64Array.from({ length: dim * 9 }, (_, i) => {
  const [j, v] = [Math.floor(i / 9), i % 3];
  const noise = uniform(key(Math.floor(i / 3)), 3).subarray(0, levels[j]);
  return v < levels[j]! ? Math.log(noise[v]! / noise.reduce((a, b) => a + b)) : -Infinity;
});
const layer = (inputs: number, outputs: number) => ({
  weight: { data: uniform(key(inputs), inputs * outputs), shape: [inputs, outputs] },
  bias: { data: uniform(key(outputs), outputs), shape: [outputs] },
});
const layers = { "y.0": layer(width, 3), "rest.0": layer(3, 2), "rest.1": layer(2, 1) };
const params = {
  base: {
    kind: "trees" as const,
    trees: {
      logWeights: Float64Array.of(0),
      orders: Int32Array.of(2, 1, 0, 3),
      parents: Int32Array.of(1, 2, -1, 2),
      levels,
      logProbs,
    },
  },
  tilt: {
    params: Object.fromEntries(
      Object.entries(layers).flatMap(([path, own]) =>
        Object.entries(own).map(([name, value]) => [`${path}.${name}`, value]),
      ),
    ),
    hidden: [3, 2],
    center: new Float32Array(width).fill(0.5),
    logPartition: 0.1,
    standardError: 0.01,
    method: "importance" as const,
  },
};
const columns = [
  { name: "a", kind: "boolean", hasMissing: false },
  { name: "b", kind: "category", hasMissing: false, categories: ["x", "y"], unknown: "error" },
  { name: "c", kind: "category", hasMissing: false, categories: ["only"], unknown: "error" },
  {
    name: "d",
    kind: "category",
    hasMissing: false,
    categories: ["p", "q", "r"],
    unknown: "error",
  },
] as const;
const card = { method: "test", structure: "hypercube(4)", dataset: "toy" };

test("files of a model with an energy compute what it does, from raw columns", async () => {
  const runtime = (await onnxruntimeNode.open()) as Runtime;
  const files = bitsFiles(params, { columns }, { names: ["energy", "log-prob", "sampler"], card });
  for (const file of files) {
    const errors = await verifyArtifact(file, { runtime });
    expect(errors.every(({ pass }) => pass)).toBe(true);
  }
});
