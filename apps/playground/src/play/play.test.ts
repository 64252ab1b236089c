import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { answersAt } from "./answers.js";
import { fillBits } from "./fill-bits.js";
import { membersOf, weightsOf } from "./members.js";
import { openModel, type PlayModel } from "./open-model.js";
import { look, planeWalk } from "./plane-walk.js";

const opened: PlayModel[] = [];
const open = async (name: string): Promise<PlayModel> => {
  const model = await openModel(
    await readFile(join(import.meta.dirname, `../../public/models/${name}.onnx`)),
  );
  opened.push(model);
  return model;
};
afterAll(() => Promise.all(opened.map((model) => model.dispose())));

test("the density of the example integrates to 1, and chains stay in it", async () => {
  const { facts, logProbs } = await open("density");
  expect(facts).toMatchObject({ kind: "density", isNormalized: true });
  const side = 120;
  const x = Float64Array.from({ length: 2 * side ** 2 }, (_, i) => {
    const place = i % 2 === 0 ? (i >> 1) % side : Math.floor(i / 2 / side);
    return ((2 * place + 1) / side - 1) * 3;
  });
  const values = await logProbs({ count: side ** 2, x });
  const mass = values.reduce((sum, v) => sum + Math.exp(v), 0) * (6 / side) ** 2;
  expect(mass).toBeCloseTo(1, 2);

  const logProb = (points: Float64Array) => logProbs({ count: points.length / 2, x: points });
  const points = Float64Array.from({ length: 400 }, () => 4 * Math.random() - 2);
  const before = (await look(logProb, points)).values;
  const moved = await planeWalk({ logProb, points, stepSize: 0.02, steps: 60 });
  const after = (await look(logProb, moved)).values;
  const mean = (list: Float32Array): number => list.reduce((a, b) => a + b) / list.length;
  expect(mean(after)).toBeGreaterThan(mean(before) + 1);
  expect(mean(after)).toBeGreaterThan(-2.2);
});

test("chains keep the variance of a Gaussian", async () => {
  const logProb = async (points: Float64Array): Promise<Float32Array> =>
    Float32Array.from({ length: points.length / 2 }, (_, i) => {
      return -(points[2 * i]! ** 2 + points[2 * i + 1]! ** 2) / 2;
    });
  const points = new Float64Array(4000);
  const moved = await planeWalk({ logProb, points, stepSize: 0.3, steps: 40 });
  const variance = moved.reduce((sum, x) => sum + x * x, 0) / moved.length;
  expect(Math.abs(variance - 1)).toBeLessThan(0.12);
});

test("people take an umbrella in the rain, and the learned log Z is near the sum", async () => {
  const { facts, logProbs } = await open("labels");
  expect(facts).toMatchObject({
    kind: "labels",
    labels: ["umbrella", "raincoat", "sunglasses", "hat", "scarf", "boots"],
  });
  const members = membersOf(facts)!;
  expect(members.count).toBe(64);
  const [umbrella, raincoat, sunglasses] = [0, 1, 2];
  const wet = await answersAt(logProbs, [12, 95, 5], members);
  expect(wet.marginals[umbrella]).toBeGreaterThan(0.7);
  const dry = await answersAt(logProbs, [28, 2, 5], members);
  expect(dry.marginals[umbrella]).toBeLessThan(0.1);
  expect(dry.marginals[sunglasses]).toBeGreaterThan(0.7);
  for (const { logSum, logProbs } of [wet, dry]) {
    expect(Math.abs(logSum)).toBeLessThan(0.3);
    expect(logProbs.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 10);
  }
  const both =
    members.rows.findIndex(
      (_, i) => i % 6 === 0 && members.rows[i] === 1 && members.rows[i + 1] === 1,
    ) / 6;
  expect(Math.exp(wet.logProbs[both]!)).toBeLessThan(wet.marginals[raincoat]! * 0.3);
});

test("hot chocolate is liked in the cold, and lemonade in the heat", async () => {
  const { facts, logProbs } = await open("ranking");
  expect(facts.kind).toBe("ranking");
  const members = membersOf(facts)!;
  expect(members.count).toBe(120);
  const cold = await answersAt(logProbs, [-8, 20], members);
  const hot = await answersAt(logProbs, [34, 15], members);
  const [chocolate, lemonade] = [2, 3];
  expect(cold.marginals[chocolate]).toBeGreaterThan(hot.marginals[chocolate]!);
  expect(hot.marginals[lemonade]).toBeGreaterThan(0.5);
  expect(cold.marginals.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
  expect(weightsOf([2, 0, 1])).toEqual([0, -1, 1]);
});

test("hidden bits of a digit come back likelier than random ones", async () => {
  const { facts, logProbs } = await open("bits");
  expect(facts.kind).toBe("bits");
  let bits: readonly number[] = Array.from({ length: 64 }, (_, i) => (i * 7919) % 2);
  const [before] = await logProbs({ count: 1, x: bits });
  const hidden = bits.map((_, i) => i);
  for (let sweep = 0; sweep < 3; sweep++) {
    const filled = await fillBits({ logProbs, bits, hidden });
    bits = filled.bits;
    expect(filled.chances.size).toBe(64);
  }
  const [after] = await logProbs({ count: 1, x: bits });
  expect(after).toBeGreaterThan(before! + 20);
});

test("a file of other inputs, and a text, are refused in words", async () => {
  await expect(openModel(new TextEncoder().encode("no model"))).rejects.toThrow("readSignature");
});
