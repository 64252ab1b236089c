import type { Key } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { card, multilabel, sampler } from "../../test/models.js";
import { drawTrials, exportModel, type Feeds, modelOutputs, type TrialOptions } from "../index.js";

const example = multilabel("learned");
const bytes = exportModel(example.model, card)["log-prob.onnx"];
const options: TrialOptions = {
  reference: modelOutputs(example.model),
  sample: sampler(example),
};

describe("drawTrials", () => {
  test("tries each batch size on 64 rows or more, drawn as the key says", () => {
    const firsts = (key: Key) =>
      drawTrials(bytes, { ...options, key, batches: [1, 30, 200] }).map(
        ({ batch, inputs }) => [batch, inputs.x!.data[0]] as const,
      );
    const first = firsts([0, 1]);
    const count = (batch: number) => first.filter(([size]) => size === batch).length;
    expect([1, 30, 200].map(count)).toEqual([64, 3, 1]);
    expect(new Set(first.map(([, x]) => x)).size).toBe(68);
    expect(firsts([0, 1])).toEqual(first);
    expect(firsts([0, 2])[0]).not.toEqual(first[0]);
  });

  test("samples inputs beside a jump again", () => {
    let sampled = 0;
    const beside = (key: Key, batch: number): Feeds => {
      const { x, y } = options.sample(key, batch);
      const isFirst = sampled++ === 0;
      return { x: isFirst ? { ...x!, data: x!.data.map(() => Math.fround(0.3)) } : x!, y: y! };
    };
    const reference: TrialOptions["reference"] = ({ x }) => ({
      log_prob: tf.sum(tf.cast(tf.greater(x!, Math.fround(0.3)), "float32"), 1),
    });
    const stepped = { reference, sample: beside, batches: [7], rows: 1 };
    expect(drawTrials(bytes, stepped)[0]!.inputs.x!.data[0]).toBeCloseTo(0.3, 6);
    sampled = 0;
    expect(drawTrials(bytes, { ...stepped, jump: 0.1 })[0]!.inputs.x!.data[0]).not.toBeCloseTo(0.3);
    expect(sampled).toBeGreaterThan(1);
  });

  test("leaves no tensors behind", () => {
    const before = tf.memory().numTensors;
    drawTrials(bytes, options);
    expect(tf.memory().numTensors).toBe(before);
  });

  const sample = (change: (feeds: Feeds) => Feeds): Partial<TrialOptions> => ({
    sample: (key, batch) => change(options.sample(key, batch)),
  });
  const wrong: [change: Partial<TrialOptions>, message: string][] = [
    [{ batches: [] }, "drawTrials: `batches` has [], expected integers of at least 1."],
    [sample(({ x }) => ({ x: x! })), "drawTrials: `sample` gave x, expected `y` too."],
    [
      sample(({ x, y }) => ({ x: x!, y: { ...y!, shape: [1, 3] } })),
      "drawTrials: `sample` gave `y` with shape [1, 3] and 4 entries, expected shape [1, 4].",
    ],
    [
      sample(({ x, y }) => ({ x: x!, y: { ...y!, data: Uint8Array.from(y!.data) } })),
      "drawTrials: `sample` gave `y` as bool, expected float32.",
    ],
    [
      { reference: ({ x }) => ({ energy: tf.sum(x!, 1) }) },
      "drawTrials: `reference` gave energy, expected `log_prob` too.",
    ],
  ];
  test.each(wrong)("names what sample or reference leaves out or gets wrong", (change, message) => {
    expect(() => drawTrials(bytes, { ...options, ...change })).toThrow(message);
  });
});
