import { type Feeds, openSession, type Packed } from "@ebm/engine";
import {
  encodeModel,
  packedDtype,
  runEagerly,
  type TensorSpec,
  type Traceable,
  trace,
} from "@ebm/trace";
import { describe, expect, test } from "vitest";
import { families } from "./cases.js";
import { difference } from "./compare.js";

const batched = Object.values(families)
  .flat()
  .filter(({ inputs }) => Object.keys(inputs).length > 0);

/**
 * Cases that have, of so few rows, a sum that cancels to little more than its rounding: they are as
 * far apart where they are traced at the size itself.
 */
const CANCELS = new Map([
  ["scoreMatchingLoss", 3e-5], // a loss of 0.01 from one row
  ["mlp, elu", 1e-4], // a second derivative in the last bias, of terms that are 400 times as large
]);

describe("traced once with an open batch, a function and its derivatives agree at every size", () => {
  test.each(batched)("$name", async ({ name, functions, inputs, fixed, exact }) => {
    const f: Traceable = (tensors) =>
      Object.assign({}, ...Object.values(functions).map((order) => order(tensors)));
    const specs = { ...each(inputs, opened), ...each(fixed, specOf) };
    const session = await openSession(encodeModel(trace(f, specs)));
    for (const batch of [1, 2, 3, 7]) {
      const feeds = { ...each(inputs, (x) => repeated(x, batch)), ...fixed };
      const found = difference(await session.run(feeds), runEagerly(f, feeds));
      expect(found, `batch ${batch}`).toBeLessThanOrEqual(exact ? 0 : (CANCELS.get(name) ?? 1e-5));
    }
    await session.dispose();
  });
});

function each<T>(feeds: Feeds, f: (x: Packed) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(feeds).map(([name, x]) => [name, f(x)]));
}

function specOf(x: Packed): TensorSpec {
  return { shape: x.shape, dtype: packedDtype(x) };
}

function opened(x: Packed): TensorSpec {
  return { shape: ["batch", ...x.shape.slice(1)], dtype: packedDtype(x) };
}

/** As many rows as asked, going through those of a tensor again and again. */
function repeated({ data, shape: [rows, ...rest] }: Packed, count: number): Packed {
  const width = data.length / rows!;
  return {
    data: Float32Array.from({ length: count * width }, (_, i) => data[i % data.length]!),
    shape: [count, ...rest],
  };
}
