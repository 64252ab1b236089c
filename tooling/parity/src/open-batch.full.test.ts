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
 * For one row, some second derivatives are sums that cancel to little more than their rounding, by up to 8e-5; they
 * are as far apart where they are traced at the size itself. All others are within 1e-5 here.
 */
const BOUND = 1e-4;

describe("traced once with an open batch, a function and its derivatives agree at every size", () => {
  test.each(batched)("$name", async ({ functions, inputs, fixed, exact }) => {
    const f: Traceable = (tensors) =>
      Object.assign({}, ...Object.values(functions).map((order) => order(tensors)));
    const specs = { ...each(inputs, opened), ...each(fixed, specOf) };
    const session = await openSession(encodeModel(trace(f, specs)));
    for (const batch of [1, 2, 3, 7]) {
      const feeds = { ...each(inputs, (x) => repeated(x, batch)), ...fixed };
      const found = difference(await session.run(feeds), runEagerly(f, feeds));
      expect(found, `batch ${batch}`).toBeLessThanOrEqual(exact ? 0 : BOUND);
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

/** Repeats the rows of a tensor until there are the given number of rows. */
function repeated({ data, shape: [rows, ...rest] }: Packed, count: number): Packed {
  const width = data.length / rows!;
  return {
    data: Float32Array.from({ length: count * width }, (_, i) => data[i % data.length]!),
    shape: [count, ...rest],
  };
}
