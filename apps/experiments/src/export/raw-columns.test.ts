import { applyPreprocessor, featureNames, fitPreprocessor, readTable } from "@ebm/datasets";
import { exportFunction, readSchema, rowsToInputs, withPreprocessor } from "@ebm/onnx-export";
import { expect, test } from "vitest";
import type { RuntimeOffer } from "./runtimes/runtime.js";
import { runtimes } from "./runtimes/runtimes.js";

const records = [
  { age: 20, region: "north", member: true, since: "2024-01-01T06:00:00Z", sex: "f" },
  { age: null, region: "south", member: false, since: "2024-01-02T18:00:00Z", sex: "m" },
  { age: 40, region: null, member: true, since: "2024-01-09T00:00:00Z", sex: "m" },
  { age: 60, region: "east", member: null, since: null, sex: "f" },
];

test.for(["node", "wasm", "jax", "python", "reference", "browser"])(
  "a file of raw columns computes its features in %s",
  async (name, { skip }) => {
    const runtime = await (runtimes[name] as RuntimeOffer).open();
    if ("missing" in runtime) return skip(runtime.missing);
    const table = await readTable(records);
    const preprocessor = fitPreprocessor(table, { numbers: "quantile", unknown: "state" });
    const shape = ["batch", featureNames(preprocessor).length];
    const copy = exportFunction(
      ({ x }) => ({ features: x! }),
      { x: { shape, dtype: "float32" } },
      { name: "features", method: "none", structure: "ℝ", dataset: "toy" },
    );
    const file = withPreprocessor(copy, preprocessor);
    const model = await runtime.load(file);
    const { features } = await model.run(rowsToInputs(readSchema(file)!, records).inputs);
    await model.dispose();
    await runtime.dispose();
    const expected = applyPreprocessor(preprocessor, table).data;
    expect(features!.data.length).toBe(expected.length);
    for (const [i, value] of features!.data.entries()) expect(value).toBeCloseTo(expected[i]!, 6);
  },
);
