import { key, normal, stopGradient, type Tree, uniform, valueAndGrad } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { card } from "../../test/models.js";
import { openInOnnxruntime } from "../../test/open-in-onnxruntime.js";
import { exportSampler, readSignature, type SamplerChain } from "../index.js";

type State = { readonly x: tf.Tensor };

/** Langevin on N(center, 1), or on N(0, 1) where nothing is given. */
const langevin = (given: Readonly<Record<string, tf.Tensor>>): SamplerChain<State, tf.Tensor> => ({
  start: (x) => ({ x }),
  step({ x }, noise) {
    const energy = (at: tf.Tensor): tf.Scalar =>
      tf.mul(tf.sum(tf.square(given.center ? tf.sub(at, given.center) : at)), 0.5);
    const { grad } = valueAndGrad(energy)(stopGradient(x));
    return { x: tf.add(tf.sub(x, tf.mul(grad, 0.1)), tf.mul(noise, Math.sqrt(0.2))) };
  },
});

const langevinFile = exportSampler(
  {
    chain: langevin,
    shape: ["chains", 3],
    noise: ["chains", 3],
    given: { center: { shape: ["chains", 3], dtype: "float32" } },
  },
  card,
);

describe("exportSampler", () => {
  test("leaves both steps and chains open", () => {
    const { inputs, outputs } = readSignature(langevinFile);
    expect(inputs).toEqual({
      start: { shape: ["chains", 3], dtype: "float32" },
      center: { shape: ["chains", 3], dtype: "float32" },
      noise: { shape: ["steps", "chains", 3], dtype: "float32" },
    });
    expect(outputs).toEqual({ samples: { shape: ["chains", 3], dtype: "float32" } });
  });

  test.each([
    [1, 1],
    [2, 7],
    [50, 64],
  ])("makes %i steps of %i chains as they are made eagerly", async (steps, chains) => {
    const run = await openInOnnxruntime(langevinFile);
    const start = { data: normal(key(1), chains * 3), shape: [chains, 3] };
    const center = { data: normal(key(2), chains * 3), shape: [chains, 3] };
    const noise = { data: normal(key(3), steps * chains * 3), shape: [steps, chains, 3] };
    const { samples } = await run({ start, center, noise });
    // xₜ − c is a linear recursion, in float64
    const expected = Float64Array.from(start.data, (x, i) => {
      const c = center.data[i]!;
      let at = x - c;
      for (let t = 0; t < steps; t++) {
        at = 0.9 * at + Math.sqrt(0.2) * noise.data[t * chains * 3 + i]!;
      }
      return at + c;
    });
    expect(samples!.shape).toEqual([chains, 3]);
    expectClose(samples!.data, expected, { rtol: 1e-5, atol: 1e-5 });
  });

  test("names the parts of a noise that has some, and tells what was accepted", async () => {
    type Noise = { readonly move: tf.Tensor; readonly uniforms: tf.Tensor };
    const chain: SamplerChain<State & { readonly accepted: tf.Tensor } & Tree, Noise> = {
      start: (x) => ({ x, accepted: tf.zeros([x.shape[0]]) }),
      step({ x, accepted }, { move, uniforms }) {
        const taken = tf.cast(tf.less(uniforms, 0.5), "float32");
        return {
          x: tf.add(x, tf.mul(move, tf.expandDims(taken, 1))),
          accepted: tf.add(accepted, taken),
        };
      },
    };
    const noise = { move: ["batch", 2], uniforms: ["batch"] };
    const file = exportSampler({ chain: () => chain, shape: ["batch", 2], noise }, card);
    const run = await openInOnnxruntime(file);
    const { samples, accepted } = await run({
      start: { data: new Float32Array(6), shape: [3, 2] },
      move: { data: new Float32Array(60).fill(1), shape: [10, 3, 2] },
      uniforms: { data: uniform(key(5), 30), shape: [10, 3] },
    });
    const counts = [0, 1, 2].map(
      (i) => uniform(key(5), 30).filter((u, at) => at % 3 === i && u < 0.5).length,
    );
    expect([...accepted!.data]).toEqual(counts);
    expect([...samples!.data]).toEqual(counts.flatMap((count) => [count, count]));
  });

  test("refuses chains whose graph changes with the steps", () => {
    let traces = 0;
    const chain = (): SamplerChain<State, tf.Tensor> => {
      const size = traces++;
      return { ...langevin({}), start: (x) => ({ x: tf.add(x, size < 3 ? 1 : 2) }) };
    };
    expect(() =>
      exportSampler({ chain, shape: ["chains", 3], noise: ["chains", 3] }, card),
    ).toThrow("exportSampler: the graph changes with the number of steps");
  });
});
