import { compile, type Feeds } from "@ebm/engine";
import { quickCompiler } from "@ebm/testing";
import { packedDtype, sortedNodes, type Traceable, trace } from "@ebm/trace";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { reference } from "./backends.js";
import { families } from "./cases.js";
import { difference } from "./compare.js";

/** The tolerance relative to the largest entry of an output. */
const TOLERANCE = 1e-5;

/** Returns whether a function has a loop, which runs in ONNX Runtime. */
function loops(f: Traceable, feeds: Feeds): boolean {
  const specs = Object.entries(feeds).map(([name, packed]) => [
    name,
    { shape: packed.shape, dtype: packedDtype(packed) },
  ]);
  const { outputs } = trace(f, Object.fromEntries(specs));
  return sortedNodes(Object.values(outputs)).some(({ op }) => op === "Scan");
}

/** The functions of a family at every order, without those that have loops. */
const withoutLoops = Object.entries(families)
  .map(([family, cases]) => {
    const functions = cases
      .flatMap(({ name, functions, inputs, fixed, exact }) =>
        Object.entries(functions).map(([order, f]) => ({
          name: `${name}, ${order}`,
          f,
          feeds: { ...inputs, ...fixed },
          limit: exact ? 0 : TOLERANCE,
        })),
      )
      .filter(({ f, feeds }) => !loops(f, feeds));
    return [family, functions] as const;
  })
  .filter(([, functions]) => functions.length > 0);

// A family is one file of C, because to compile each function alone would take hours.
describe.each(withoutLoops)("%s as C", { timeout: 600_000 }, (_, functions) => {
  const joined: Traceable = (inputs) => {
    const outputs: Record<string, tf.Tensor> = {};
    for (const [i, { f, feeds }] of functions.entries()) {
      const own = Object.keys(feeds).map((name) => [name, inputs[`${i} ${name}`]!]);
      for (const [name, y] of Object.entries(f(Object.fromEntries(own)))) {
        outputs[`${i}: ${name}`] = tf.cast(y as tf.Tensor, "float32");
      }
    }
    return outputs;
  };
  const feeds: Feeds = Object.fromEntries(
    functions.flatMap(({ feeds }, i) =>
      Object.entries(feeds).map(([name, packed]) => [`${i} ${name}`, packed]),
    ),
  );
  let results: Feeds;
  beforeAll(async () => {
    await reference.use();
    vi.restoreAllMocks();
    vi.stubEnv("CC", quickCompiler());
    const warn = vi.spyOn(process, "emitWarning");
    results = (await compile(joined as never, { runtime: "native" })(feeds)) as Feeds;
    expect(warn).not.toHaveBeenCalled();
  }, 600_000);

  test.each(functions.map((each, i) => [each.name, each, i] as const))(
    "%s agrees with tfjs cpu",
    async (_, { f, feeds, limit }, i) => {
      const expected = (await compile(f as never, { runtime: "tfjs" })(feeds)) as Feeds;
      const own = Object.keys(expected).map((name) => [name, results[`${i}: ${name}`]!]);
      expect(difference(Object.fromEntries(own), expected)).toBeLessThanOrEqual(limit);
    },
  );
});
