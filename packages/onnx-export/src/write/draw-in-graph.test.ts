import { type Tree, uniform } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { card } from "../../test/models.js";
import { exportSampler, readSignature, type SamplerChain } from "../index.js";

type State = { readonly x: tf.Tensor };

/** A chain that forgets where it was, so that samples are the noise of the last step. */
const last: SamplerChain<State, tf.Tensor> = {
  start: (x) => ({ x }),
  step: ({ x }, noise) => ({ x: tf.add(tf.mul(x, 0), noise) }),
};
const spec = { chain: () => last, shape: ["chains", 5], noise: ["chains", 5] };

async function open(file: Uint8Array) {
  const session = await InferenceSession.create(file, { logSeverityLevel: 3 });
  return async (seed: number, steps: number, chains: number): Promise<Float32Array> => {
    const start = new Tensor("float32", new Float32Array(chains * 5), [chains, 5]);
    const scalar = (value: number) => new Tensor("int32", Int32Array.of(value), []);
    const feeds = { start, seed: scalar(seed), steps: scalar(steps) };
    const { samples } = await session.run(feeds);
    return Float32Array.from(samples!.data as Iterable<number>);
  };
}

const M = (1n << 64n) - 1n;

/** The upper bits of a word of Widynski's generator. */
function squares(counter: bigint, key: bigint, bits: bigint): bigint {
  const rotated = (x: bigint): bigint => ((x >> 32n) | (x << 32n)) & M;
  const y = (counter * key) & M;
  const z = (y + key) & M;
  let x = rotated((y * y + y) & M);
  x = rotated((x * x + z) & M);
  x = rotated((x * x + y) & M);
  return ((x * x + z) & M) >> (64n - bits);
}

function keyOf(seed: number): bigint {
  const golden = 0x9e3779b97f4a7c15n;
  const at = (2n * BigInt(seed)) & M;
  return (squares(at, golden, 32n) * 2n ** 33n + squares(at + 1n, golden, 32n) * 2n + 1n) & M;
}

const uniforms = exportSampler({ ...spec, drawn: "uniform" }, card);
const normals = exportSampler({ ...spec, drawn: "normal" }, card);

describe("noise drawn in the graph", () => {
  test("takes a seed and the number of steps in the place of noise", () => {
    expect(readSignature(uniforms).inputs).toEqual({
      start: { shape: ["chains", 5], dtype: "float32" },
      seed: { shape: [], dtype: "int32" },
      steps: { shape: [], dtype: "int32" },
    });
  });

  test.each([
    [0, 1, 1],
    [7, 3, 2],
    [-5, 2, 40],
    [2 ** 31 - 1, 1, 3],
  ])(
    "of seed %i, after %i steps of %i chains, is that of the generator in whole numbers",
    async (seed, steps, chains) => {
      const run = await open(uniforms);
      const size = chains * 5;
      const expected = Array.from(
        { length: size },
        (_, i) => Number(squares(BigInt((steps - 1) * size + i), keyOf(seed), 24n)) / 2 ** 24,
      );
      expect([...(await run(seed, steps, chains))]).toEqual(expected);
      const uniform = (i: number): number => Number(squares(BigInt(i), keyOf(seed), 24n)) / 2 ** 24;
      const boxMuller = Array.from({ length: size }, (_, i) => {
        const place = 2 * ((steps - 1) * size + i);
        const [u, v] = [uniform(place), uniform(place + 1)];
        return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
      });
      expectClose(await (await open(normals))(seed, steps, chains), boxMuller, { atol: 1e-5 });
    },
  );

  test("is uniform, alone and with its neighbor, by χ² over 256 cells", async () => {
    const run = await open(uniforms);
    for (const seed of [0, 1, 2, 3, -1, 123456]) {
      const draws = await run(seed, 1, 20_000);
      const cells = [
        (i: number) => Math.floor(256 * draws[i]!),
        // the low bits of what is kept
        (i: number) => (draws[i]! * 2 ** 24) % 256,
        (i: number) => 16 * Math.floor(16 * draws[i]!) + Math.floor(16 * draws[(i + 1) % 100_000]!),
      ];
      for (const cell of cells)
        expect(Math.abs(chiSquared(draws.length, cell) - 255)).toBeLessThan(4.5 * Math.sqrt(510));
    }
  });

  test("is of other seeds unlike: equal places of 256 seeds are uniform too", async () => {
    const run = await open(uniforms);
    const draws: number[] = [];
    for (let seed = 0; seed < 256; seed++) draws.push(...(await run(seed, 1, 20)));
    const statistic = chiSquared(draws.length, (i) => Math.floor(256 * draws[i]!));
    expect(Math.abs(statistic - 255)).toBeLessThan(4.5 * Math.sqrt(510));
    const pairs = draws.slice(100).map((u, i) => (u - 0.5) * (draws[i]! - 0.5) * 12);
    const mean = pairs.reduce((sum, value) => sum + value) / pairs.length;
    expect(Math.abs(mean)).toBeLessThan(4.5 / Math.sqrt(pairs.length));
  });

  test("has the moments of standard normals", async () => {
    const draws = await (await open(normals))(1, 1, 20_000);
    const moment = (power: number): number =>
      draws.reduce((sum, z) => sum + z ** power, 0) / draws.length;
    // the variance of zᵏ is (2k − 1)!! less the square of its mean
    for (const [power, mean, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const) {
      const bound = 4.5 * Math.sqrt(variance / draws.length);
      expect(Math.abs(moment(power) - mean), `moment ${power}`).toBeLessThan(bound);
    }
    expect(draws.every(Number.isFinite)).toBe(true);
  });

  test("differs between noises that have names", async () => {
    type Noise = { readonly a: tf.Tensor; readonly b: tf.Tensor };
    const chain: SamplerChain<State & Tree, Noise> = {
      start: (x) => ({ x }),
      step: ({ x }, { a, b }) => ({ x: tf.add(tf.mul(x, 0), tf.sub(a, b)) }),
    };
    const noise = { a: ["chains", 5], b: ["chains", 5] };
    const file = exportSampler({ ...spec, chain: () => chain, noise, drawn: "uniform" }, card);
    const differences = await (await open(file))(1, 1, 1000);
    const square = differences.reduce((sum, d) => sum + d * d, 0) / differences.length;
    expect(Math.abs(square - 1 / 6)).toBeLessThan(0.01);
  });
});

test("χ² tells draws that are not uniform", () => {
  const draws = uniform([0, 1], 100_000).map((u) => u ** 1.05);
  const statistic = chiSquared(draws.length, (i) => Math.floor(256 * draws[i]!));
  expect(statistic - 255).toBeGreaterThan(4.5 * Math.sqrt(510));
});

/** χ² of counts in 256 cells: 255 ± √510, if they are equally likely. */
function chiSquared(count: number, cellOf: (i: number) => number): number {
  const counts = new Float64Array(256);
  for (let i = 0; i < count; i++) counts[cellOf(i)]!++;
  const expected = count / 256;
  return counts.reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0);
}
