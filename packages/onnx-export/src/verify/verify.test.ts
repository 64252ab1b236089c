import { expectClose } from "@ebm/testing";
import { describe, expect, test } from "vitest";
import { card, labelRanking, multilabel, sampler } from "../../test/models.js";
import { openInOnnxruntime } from "../../test/open-in-onnxruntime.js";
import {
  drawTrials,
  exportModel,
  type Feeds,
  type ModelFiles,
  modelOutputs,
  type Run,
  readTrials,
  type Trial,
  verify,
  withTrials,
} from "../index.js";

const example = multilabel("learned");
const files = exportModel(example.model, card);
const bytes = files["log-prob.onnx"];
const options = { reference: modelOutputs(example.model), sample: sampler(example) };
const trials = drawTrials(bytes, options);
const run = await openInOnnxruntime(bytes);

/** A runtime that ends with one more step. */
const altered =
  (change: (outputs: Feeds) => Feeds, of: Run = run): Run =>
  async (feeds) =>
    change(await of(feeds));

describe.each([
  ["multilabel, learned", multilabel("learned")],
  ["multilabel, exact", multilabel("exact")],
  ["label ranking, learned", labelRanking("learned")],
  ["label ranking, exact", labelRanking("exact")],
])("files of %s", (_, { model, members }) => {
  test.each(Object.entries(exportModel(model, card)))(
    "%s is right in onnxruntime",
    async (_, file) => {
      const { pass, errors } = await verify(await openInOnnxruntime(file), {
        trials: drawTrials(file, {
          reference: modelOutputs(model),
          sample: sampler({ model, members }),
        }),
      });
      expect(pass).toBe(true);
      expect(errors.map(({ batch }) => batch)).toEqual([1, 7, 64]);
      for (const { relative } of errors) expect(relative).toBeLessThan(1e-6);
    },
  );
});

describe("verify", () => {
  test("fails a model that is off by more than the tolerance, and tells by how much", async () => {
    const off = altered(({ log_prob }) => ({
      log_prob: { ...log_prob!, data: log_prob!.data.map((x) => x * (1 + 2e-5)) },
    }));
    const { pass, tolerance, errors } = await verify(off, { trials });
    expect({ pass, tolerance }).toEqual({ pass: false, tolerance: 1e-5 });
    const largest = Math.max(...errors.map(({ relative }) => relative));
    expectClose(largest, 2e-5, { rtol: 0.05, atol: 0 });
    expect((await verify(off, { trials, tolerance: 1e-4 })).pass).toBe(true);
  });

  test("fails another function", async () => {
    const model = { ...example.model, logSize: example.model.logSize! + 1e-3 };
    const others = drawTrials(bytes, { ...options, reference: modelOutputs(model) });
    expect((await verify(run, { trials: others })).pass).toBe(false);
  });

  test("fails where a single entry of the largest batch is NaN", async () => {
    const off = altered(({ log_prob }) => {
      const data = log_prob!.data.map((x, i) => (i === 40 ? NaN : x));
      return { log_prob: { ...log_prob!, data } };
    });
    const { errors } = await verify(off, { trials });
    expect(errors.map(({ relative }) => relative <= 1e-5)).toEqual([true, true, false]);
  });

  test("holds entries near zero to the scale of the others", async () => {
    const energy = files["energy.onnx"];
    const own = { trials: drawTrials(energy, options) };
    const runEnergy = await openInOnnxruntime(energy);
    const verifyShifted = (shift: number) => {
      // The energy of the empty subset is 0.
      const change = ({ energy }: Feeds): Feeds => ({
        energy: { ...energy!, data: energy!.data.map((x) => (x === 0 ? shift : x)) },
      });
      return verify(altered(change, runEnergy), own);
    };
    const [near, far] = [await verifyShifted(1e-6), await verifyShifted(1e-4)];
    expect(near.errors.at(-1)!.absolute).toBeCloseTo(1e-6, 8);
    expect([near.pass, far.pass]).toEqual([true, false]);
  });

  test.each([
    [() => ({}), "verify: `run` gave nothing, expected `log_prob` too."],
    [
      ({ log_prob }: Feeds): Feeds => ({ log_prob: { ...log_prob!, shape: [1, 1] } }),
      "verify: `run` gave `log_prob` with shape [1, 1] and 1 entries, expected shape [1].",
    ],
  ])("names what a runtime leaves out or gets wrong", async (change, message) => {
    await expect(verify(altered(change), { trials })).rejects.toThrow(message);
  });
});

describe("withTrials", () => {
  test("keeps trials in the file, bit for bit, and what it computes", async () => {
    const few = drawTrials(bytes, { ...options, rows: 1 });
    const proven = withTrials(bytes, few);
    expect(readTrials(bytes)).toEqual([]);
    expect(readTrials(proven)).toEqual(few satisfies Trial[]);
    const own = await openInOnnxruntime(proven);
    const { pass } = await verify(own, { trials: readTrials(proven) });
    expect(pass).toBe(true);
    expect(readTrials(withTrials(proven, few))).toEqual(few);
  });

  test("keeps whatever files there are of a model", () => {
    for (const [name, file] of Object.entries(files satisfies ModelFiles)) {
      const { length } = readTrials(withTrials(file, drawTrials(file, { ...options, rows: 1 })));
      expect(length, name).toBe(3);
    }
  });
});
