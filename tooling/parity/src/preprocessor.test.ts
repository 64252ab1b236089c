import {
  applyPreprocessor,
  featureNames,
  fitPreprocessor,
  type PreprocessorOptions,
  selectRows,
  type Table,
} from "@ebm/datasets";
import { openSession } from "@ebm/engine";
import { readSchema, rowsToInputs, withPreprocessor } from "@ebm/onnx-export";
import { encodeModel, trace } from "@ebm/trace";
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomTables } from "../../../packages/datasets/test/random-tables.js";

const options: fc.Arbitrary<PreprocessorOptions> = fc.record({
  numbers: fc.constantFrom("standard", "robust", "quantile"),
  unknown: fc.constantFrom("zeros", "state"),
});

test("a graph computes the features of applyPreprocessor", async () => {
  await fc.assert(
    fc.asyncProperty(randomTables.map(withoutTiny), options, async (table, chosen) => {
      // the others have values that training did not have
      const fitted = fit(firstRows(table, Math.ceil(table.rows / 2)), chosen);
      if (fitted === undefined) return;
      const expected = applyPreprocessor(fitted, table);
      const features = await computed(fitted, table);
      expect(features.length).toBe(expected.data.length);
      for (const [i, value] of features.entries()) {
        const bound = 1e-6 * Math.abs(expected.data[i]!) + 1e-9;
        const name = featureNames(fitted)[i % expected.shape[1]];
        expect(Math.abs(value - expected.data[i]!), name).toBeLessThanOrEqual(bound);
      }
    }),
    { numRuns: 150 },
  );
});

/** Rounds to 0 the numbers that some runtimes treat as 0. */
function withoutTiny(table: Table): Table {
  const columns = table.columns.map((column) =>
    column.kind === "number"
      ? { ...column, values: column.values.map((x) => (Math.abs(x) < 1e-150 ? 0 : x)) }
      : column,
  );
  return { ...table, columns };
}

/** Undefined if no column has two values. */
function fit(table: Table, chosen: PreprocessorOptions) {
  try {
    return fitPreprocessor(table, chosen);
  } catch {
    return undefined;
  }
}

function firstRows(table: Table, count: number): Table {
  return selectRows(
    table,
    Array.from({ length: count }, (_, row) => row),
  );
}

/** Runs a file that returns the features of its preprocessor. */
async function computed(
  preprocessor: ReturnType<typeof fitPreprocessor>,
  table: Table,
): Promise<Float32Array> {
  const shape = ["batch", featureNames(preprocessor).length];
  const copy = encodeModel(
    trace(({ x }) => ({ features: x! }), { x: { shape, dtype: "float32" } }),
  );
  const file = withPreprocessor(copy, preprocessor);
  const session = await openSession(file);
  const { features } = await session.run(rowsToInputs(readSchema(file)!, table).inputs);
  await session.dispose();
  return Float32Array.from(features!.data);
}
