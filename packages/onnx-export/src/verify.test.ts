import type { Key } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { card, labelRanking, multilabel, sampler } from "../test/models.js";
import { openInOnnxruntime } from "../test/open-in-onnxruntime.js";
import { exportModel, type Feeds, modelOutputs, type Run, verify } from "./index.js";

const example = multilabel("learned");
const files = exportModel(example.model, card);
const bytes = files["log-prob.onnx"];
const options = {
  run: openInOnnxruntime,
  reference: modelOutputs(example.model),
  sample: sampler(example),
};

/** A runtime that ends with one more step. */
const altered = (change: (outputs: Feeds) => Feeds) => async (model: Uint8Array) => {
  const run = await openInOnnxruntime(model);
  return (async (feeds) => change(await run(feeds))) satisfies Run;
};

describe.each([
  ["multilabel, learned", multilabel("learned")],
  ["multilabel, exact", multilabel("exact")],
  ["label ranking, learned", labelRanking("learned")],
  ["label ranking, exact", labelRanking("exact")],
])("files of %s", (_, { model, members }) => {
  test.each(Object.entries(exportModel(model, card)))(
    "%s is right in onnxruntime",
    async (_, file) => {
      const reference = modelOutputs(model);
      const report = await verify(file, {
        run: openInOnnxruntime,
        reference,
        sample: sampler({ model, members }),
      });
      expect(report.pass).toBe(true);
      expect(report.errors.map(({ batch }) => batch)).toEqual([1, 7, 64]);
      for (const { relative } of report.errors) expect(relative).toBeLessThan(1e-6);
    },
  );
});

describe("verify", () => {
  test("fails a model that is off by more than the tolerance, and tells by how much", async () => {
    const run = altered(({ log_prob }) => ({
      log_prob: { ...log_prob!, data: log_prob!.data.map((x) => x * (1 + 2e-5)) },
    }));
    const { pass, tolerance, errors } = await verify(bytes, { ...options, run });
    expect({ pass, tolerance }).toEqual({ pass: false, tolerance: 1e-5 });
    const largest = Math.max(...errors.map(({ relative }) => relative));
    expectClose(largest, 2e-5, { rtol: 0.05, atol: 0 });
    expect((await verify(bytes, { ...options, run, tolerance: 1e-4 })).pass).toBe(true);
  });

  test("fails another function", async () => {
    const model = { ...example.model, logPrior: example.model.logPrior - 1e-3 };
    const { pass } = await verify(bytes, { ...options, reference: modelOutputs(model) });
    expect(pass).toBe(false);
  });

  test("fails where a single entry of the largest batch is NaN", async () => {
    const run = altered(({ log_prob }) => {
      const data = log_prob!.data.map((x, i) => (i === 40 ? NaN : x));
      return { log_prob: { ...log_prob!, data } };
    });
    const { errors } = await verify(bytes, { ...options, run });
    expect(errors.map(({ relative }) => relative <= 1e-5)).toEqual([true, true, false]);
  });

  test("holds entries near zero to the scale of the others", async () => {
    const verifyShifted = (shift: number) => {
      // The energy of the empty subset is 0.
      const run = altered(({ energy }) => ({
        energy: { ...energy!, data: energy!.data.map((x) => (x === 0 ? shift : x)) },
      }));
      return verify(files["energy.onnx"], { ...options, run });
    };
    const [near, far] = [await verifyShifted(1e-6), await verifyShifted(1e-4)];
    expect(near.errors.at(-1)!.absolute).toBeCloseTo(1e-6, 8);
    expect([near.pass, far.pass]).toEqual([true, false]);
  });

  test("tries each batch size on 64 rows or more, drawn as the key says", async () => {
    const draws = async (key: Key) => {
      const drawn: [batch: number, first: number][] = [];
      const sample: typeof options.sample = (key, batch) => {
        const feeds = options.sample(key, batch);
        drawn.push([batch, feeds.x!.data[0]!]);
        return feeds;
      };
      await verify(bytes, { ...options, sample, key, batches: [1, 30, 200] });
      return drawn;
    };
    const first = await draws([0, 1]);
    const count = (batch: number) => first.filter(([size]) => size === batch).length;
    expect([1, 30, 200].map(count)).toEqual([64, 3, 1]);
    expect(new Set(first.map(([, x]) => x)).size).toBe(68);
    expect(await draws([0, 1])).toEqual(first);
    expect((await draws([0, 2]))[0]).not.toEqual(first[0]);
  });

  test("leaves no tensors behind", async () => {
    const before = tf.memory().numTensors;
    await verify(bytes, options);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("names what sample, reference or run leaves out or gets wrong", async () => {
    const refuses = (change: Partial<Parameters<typeof verify>[1]>, message: string) =>
      expect(verify(bytes, { ...options, ...change })).rejects.toThrow(message);
    const sample = (change: (feeds: Feeds) => Feeds) => ({
      sample: ((key, batch) => change(options.sample(key, batch))) as typeof options.sample,
    });

    await refuses({ batches: [] }, "verify: `batches` has [], expected whole numbers from 1.");
    await refuses(
      sample(({ x }) => ({ x: x! })),
      "verify: `sample` gave x, expected `y` too.",
    );
    await refuses(
      sample(({ x, y }) => ({ x: x!, y: { ...y!, shape: [1, 3] } })),
      "verify: `sample` gave `y` with shape [1, 3] and 4 entries, expected shape [1, 4].",
    );
    await refuses(
      sample(({ x, y }) => ({ x: x!, y: { ...y!, data: Uint8Array.from(y!.data) } })),
      "verify: `sample` gave `y` as Uint8Array, expected Float32Array.",
    );
    await refuses(
      { reference: ({ x, y }) => ({ energy: options.reference({ x: x!, y: y! }).energy! }) },
      "verify: `reference` gave energy, expected `log_prob` too.",
    );
    await refuses(
      { run: altered(() => ({})) },
      "verify: `run` gave nothing, expected `log_prob` too.",
    );
    await refuses(
      { run: altered(({ log_prob }) => ({ log_prob: { ...log_prob!, shape: [1, 1] } })) },
      "verify: `run` gave `log_prob` with shape [1, 1] and 1 entries, expected shape [1].",
    );
  });
});
