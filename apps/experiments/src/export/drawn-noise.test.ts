import { exportSampler, type Feeds } from "@ebm/onnx-export";
import { langevin } from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { openPredictor } from "../predict/open-predictor.js";
import { onnxruntimeNode } from "./runtimes/onnxruntime-node.js";
import type { Runtime, RuntimeOffer } from "./runtimes/runtime.js";
import { runtimes } from "./runtimes/runtimes.js";

const sampler = exportSampler(
  {
    chain: () => langevin((x) => tf.mul(tf.sum(tf.square(x), 1), 0.5), { stepSize: 0.1 }) as never,
    shape: ["chains", 2],
    noise: ["chains", 2],
    drawn: "normal",
  },
  { method: "none", structure: "ℝ²", dataset: "toy" },
);
const whole = (value: number): Feeds[string] => ({ data: Int32Array.of(value), shape: [] });

async function draw(runtime: Runtime, seed: number): Promise<number[]> {
  const { run, dispose } = await runtime.load(sampler);
  const start = { data: new Float32Array(200), shape: [100, 2] };
  const { samples } = await run({ start, seed: whole(seed), steps: whole(30) });
  await dispose();
  return [...samples!.data];
}

test.for(["wasm", "python", "reference", "browser"])(
  "a sampler that draws its noise draws the same in %s",
  async (name, { skip }) => {
    const runtime = await (runtimes[name] as RuntimeOffer).open();
    if ("missing" in runtime) return skip(runtime.missing);
    const node = (await onnxruntimeNode.open()) as Runtime;
    const [expected, actual, other] = [
      await draw(node, 1),
      await draw(runtime, 1),
      await draw(runtime, 2),
    ];
    await runtime.dispose();
    for (const [i, x] of actual.entries()) expect(Math.abs(x - expected[i]!)).toBeLessThan(1e-5);
    expect(other).not.toEqual(actual);
  },
);

test("`ebm predict` gives it the seed and the steps, and asks for the start alone", async () => {
  const predict = async (seed: number): Promise<number[]> => {
    const predictor = await openPredictor(sampler, { steps: 30, seed });
    expect(Object.keys(predictor.inputs)).toEqual(["start"]);
    const start = { data: new Float32Array(200), shape: [100, 2] };
    const rows = await predictor.predict({ start });
    await predictor.dispose();
    return rows
      .flat()
      .flatMap(([name, value]) => (name.startsWith("samples") ? [Number(value)] : []));
  };
  const node = (await onnxruntimeNode.open()) as Runtime;
  expect(await predict(1)).toEqual(await draw(node, 1));
  expect(await predict(2)).toEqual(await draw(node, 2));
});
