import { key, uniform } from "@ebm/core";
import { expect, test } from "vitest";
import { onnxruntimeNode } from "../../export/runtimes/onnxruntime-node.js";
import type { Runtime } from "../../export/runtimes/runtime.js";
import { verifyArtifact } from "../../export/verify-artifact.js";
import { bitsFiles } from "./bits-files.js";

const dim = 4;
const logits = Float64Array.from(uniform(key(1), 2 * dim), (u) => 2 * u - 1);
const layer = (inputs: number, outputs: number) => ({
  weight: { data: uniform(key(inputs), inputs * outputs), shape: [inputs, outputs] },
  bias: { data: uniform(key(outputs), outputs), shape: [outputs] },
});
const layers = { "y.0": layer(dim, 3), "rest.0": layer(3, 2), "rest.1": layer(2, 1) };
const params = {
  base: {
    kind: "trees" as const,
    trees: {
      logWeights: Float64Array.of(0),
      orders: Int32Array.of(2, 1, 0, 3),
      parents: Int32Array.of(1, 2, -1, 2),
      logits,
    },
  },
  tilt: {
    params: Object.fromEntries(
      Object.entries(layers).flatMap(([path, own]) =>
        Object.entries(own).map(([name, value]) => [`${path}.${name}`, value]),
      ),
    ),
    hidden: [3, 2],
    center: new Float32Array(dim).fill(0.5),
    logPartition: 0.1,
    standardError: 0.01,
  },
};
const columns = [
  { name: "a", kind: "boolean", hasMissing: false },
  { name: "b", kind: "category", hasMissing: false, categories: ["x", "y"], unknown: "error" },
  { name: "c", kind: "category", hasMissing: false, categories: ["only"], unknown: "error" },
  { name: "d", kind: "boolean", hasMissing: false },
] as const;
const card = { method: "test", structure: "hypercube(4)", dataset: "toy" };

test("files of a model with an energy compute what it does, from raw columns", async () => {
  const runtime = (await onnxruntimeNode.open()) as Runtime;
  const files = bitsFiles(params, { columns }, { names: ["energy", "log-prob"], card });
  for (const file of files) {
    const errors = await verifyArtifact(file, { runtime });
    expect(errors.every(({ pass }) => pass)).toBe(true);
  }
});
