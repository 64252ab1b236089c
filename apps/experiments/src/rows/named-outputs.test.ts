import { expect, test } from "vitest";
import { namedOutputs } from "./named-outputs.js";

const outputs = { log_prob: { data: Float32Array.of(Math.log(0.25), Math.log(0.75)), shape: [2] } };
const target = { kind: "label-set", labels: ["a"], structure: "hypercube(1)" } as const;
const schema = { version: 1, inputs: {}, target } as const;

test("a log-probability has its probability beside it, and all of them sum to 1", () => {
  const rows = namedOutputs(outputs, { rows: 2, schema, metadata: {} });
  const sum = rows.reduce((total, row) => total + Number(new Map(row).get("probability")), 0);
  expect(sum).toBeCloseTo(1, 6);
});

test("there is no probability where log Z is learned, nor of a density", () => {
  const names = (options: Parameters<typeof namedOutputs>[1]) =>
    namedOutputs(outputs, options)[0]!.map(([name]) => name);
  const learned = { normalizer: "learned" };
  expect(names({ rows: 2, schema, metadata: learned })).toEqual(["log_prob"]);
  expect(names({ rows: 2, schema: undefined, metadata: {} })).toEqual(["log_prob"]);
});
