import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { key, uniform } from "@ebm/core";
import { openSession } from "@ebm/engine";
import { readSchema, rowsToInputs } from "@ebm/onnx-export";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadModel } from "../load-model.js";
import { fitBinary } from "./fit-binary.js";
import type { FittedBinary } from "./open-binary.js";

/** b mostly repeats a, and the color depends on a. */
function rows(count: number, seed: number) {
  const u = uniform(key(seed), count * 3);
  return Array.from({ length: count }, (_, row) => {
    const [u0, u1, u2] = [u[3 * row]!, u[3 * row + 1]!, u[3 * row + 2]!];
    const a = Number(u0 < 0.5);
    const shift = a === 1 ? 0.3 : 0;
    const color = ["blue", "green", "red"][Math.min(2, Math.floor(3 * (u2 * 0.7 + shift)))]!;
    return { id: row + 2, a, b: u1 < 0.9 ? a : 1 - a, color };
  });
}

const train: Record<string, unknown>[] = rows(300, 1);
train[0] = { ...train[0], b: null };
const held = rows(200, 7);
const states = [0, 1].flatMap((a) =>
  [0, 1].flatMap((b) => ["blue", "green", "red"].map((color) => ({ a, b, color }))),
);

let directory: string;
let model: FittedBinary;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ebm-binary-"));
  model = await fitBinary(train, { drop: ["id"], energy: "none", budgetSeconds: 2 });
  await model.save(directory);
});
afterAll(async () => {
  await model.dispose();
  await rm(directory, { recursive: true, force: true });
});

describe("fitBinary", () => {
  test("learns bits and categories, and sums to 1", async () => {
    const { nll, frequencyNll, uniformNll } = await model.evaluate(held);
    expect(nll).toBeLessThan(frequencyNll - 0.2);
    expect(uniformNll).toBeCloseTo(2 * Math.LN2 + Math.log(3), 6);
    const logProb = await model.logProb(states);
    expect(logProb.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 6);
    expect(model.explain().at(-1)!.nll).toBe(model.report.nll);
  });

  test("fills missing values, with probabilities and samples given the others", async () => {
    const p = (await model.logProb(states)).map(Math.exp);
    const given = states.map(({ a, color }, i) => (a === 1 && color === "red" ? p[i]! : 0));
    const total = given.reduce((sum, value) => sum + value);
    const row = { a: 1, b: null, color: "red" };
    const [marginals] = await model.marginals([row]);
    expect(Object.keys(marginals!)).toEqual(["a", "b", "color=blue", "color=green", "color=red"]);
    expect(marginals!.b).toBeCloseTo(given.at(-1)! / total, 5);
    expect(marginals!["color=red"]).toBeCloseTo(1, 6);
    expect(await model.predict([row])).toEqual([{ a: 1, b: 1, color: "red" }]);
    const [drawn] = await model.sample([row], { samples: 2000, key: key(3) });
    const share = drawn!.filter(({ b }) => b === 1).length / 2000;
    expect(Math.abs(share - given.at(-1)! / total)).toBeLessThan(5 * Math.sqrt(0.25 / 2000));
    const free = (await model.sample(2000, { key: key(4) })).flat();
    for (const [i, state] of states.entries()) {
      const own = free.filter(
        ({ a, b, color }) => [a, b, color].join() === Object.values(state).join(),
      );
      expect(Math.abs(own.length / 2000 - p[i]!)).toBeLessThan(5 * Math.sqrt(0.25 / 2000));
    }
  });

  test("is the same model after save and load, bit for bit, and its file scores alone", async () => {
    expect((await readdir(directory)).sort()).toEqual([
      "log-prob.onnx",
      "model.json",
      "sampler.onnx",
    ]);
    const loaded = (await loadModel(directory)) as FittedBinary;
    expect(await loaded.logProb(held)).toEqual(await model.logProb(held));
    expect(await loaded.evaluate(held)).toEqual(await model.evaluate(held));
    expect(await loaded.sample(3, { key: key(5) })).toEqual(await model.sample(3, { key: key(5) }));
    await loaded.save(join(directory, "copy"));
    const bytes = await readFile(join(directory, "copy", "log-prob.onnx"));
    const session = await openSession(bytes);
    const { log_prob } = await session.run(rowsToInputs(readSchema(bytes)!, states).inputs);
    const expected = await model.logProb(states);
    for (const [i, value] of log_prob!.data.entries()) expect(value).toBeCloseTo(expected[i]!, 4);
    await session.dispose();
    await loaded.dispose();
  });

  test("refuses other values by their row", async () => {
    await expect(fitBinary(train)).rejects.toThrow(/column `id` has 2, expected 0 or 1/);
    await expect(model.logProb([{ a: 1, b: 0, color: "pink" }])).rejects.toThrow(
      "column `color` has `pink`, expected `blue`, `green`, `red`.",
    );
  });
});
