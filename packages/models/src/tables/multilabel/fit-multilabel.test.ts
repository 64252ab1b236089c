import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { key, normal, uniform } from "@ebm/core";
import { readSchema, rowsToInputs } from "@ebm/onnx-export";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadModel } from "../load-model.js";
import { fitMultilabel } from "./fit-multilabel.js";
import type { FittedMultilabel } from "./open-multilabel.js";

/** Label a follows the age, label b is mostly the opposite of a, and label c depends on the region. */
function people(rows: number, seed: number) {
  const z = normal(key(seed), rows);
  const u = uniform(key(seed + 1), rows * 4);
  return Array.from({ length: rows }, (_, row) => {
    const [u0, u1, u2, u3] = u.subarray(4 * row, 4 * row + 4) as unknown as number[];
    const a = Number(u0! < 1 / (1 + Math.exp(-2 * z[row]!)));
    const region = ["north", "south", null][Math.floor(3 * u1!)]!;
    return {
      age: 40 + 10 * z[row]!,
      region,
      a,
      b: u2! < 0.9 ? 1 - a : a,
      c: Number(u3! < (region === "north" ? 0.8 : 0.2)),
    };
  });
}

const train = people(300, 1);
const held = people(400, 7);
const labels = ["a", "b", "c"];
const few = held.slice(0, 5).map(({ age, region }) => ({ age, region }));

let directory: string;
let model: FittedMultilabel;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ebm-multilabel-"));
  model = await fitMultilabel(train, { labels, budgetSeconds: 0.5, key: key(3) });
  await model.save(directory);
});
afterAll(async () => {
  await model.dispose();
  await rm(directory, { recursive: true, force: true });
});

describe("fitMultilabel", () => {
  test("learns from mixed columns with missing values", async () => {
    const scores = await model.evaluate(held);
    expect(scores.nll).toBeLessThan(scores.frequencyNll - 0.3);
    expect(scores.frequencyNll).toBeLessThanOrEqual(scores.uniformNll + 0.05);
    const logProb = await model.logProb(held);
    expect(-logProb.reduce((sum, value) => sum + value / held.length, 0)).toBeCloseTo(
      scores.nll,
      5,
    );
    expect(Object.keys((await model.predict(few))[0]!)).toEqual(labels);
  });

  test("sums to 1 over all sets, and its marginals and samples agree", async () => {
    const sets = Array.from({ length: 8 }, (_, i) => ({
      ...few[0]!,
      a: i & 1,
      b: (i >> 1) & 1,
      c: (i >> 2) & 1,
    }));
    const p = (await model.logProb(sets)).map(Math.exp);
    expect(p.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
    const samples = 4000;
    const [row] = await model.sample(few.slice(0, 1), { key: key(5), samples });
    for (const [i, set] of sets.entries()) {
      const share = row!.filter(({ a, b, c }) => a === set.a && b === set.b && c === set.c).length;
      expect(Math.abs(share / samples - p[i]!)).toBeLessThan(5 * Math.sqrt(0.25 / samples));
    }
  });

  test("answers with likely sets, conditionals and predictions for other goals", async () => {
    const sets = Array.from({ length: 8 }, (_, i) => ({
      ...few[0]!,
      a: i & 1,
      b: (i >> 1) & 1,
      c: (i >> 2) & 1,
    }));
    const p = (await model.logProb(sets)).map(Math.exp);
    const [top] = await model.likeliest(few, { count: 8 });
    expect(top!.isExact).toBe(true);
    expect(top!.answers.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
    for (const { y, probability } of top!.answers) {
      expect(probability).toBeCloseTo(p[y.a! + 2 * y.b! + 4 * y.c!]!, 5);
    }
    const [mode] = await model.predict(few, { goal: "subsetAccuracy" });
    expect(mode).toEqual(top!.answers[0]!.y);
    const [given] = await model.conditionals([{ ...few[0]!, a: 1, b: 0 }]);
    expect(given!.c).toBeCloseTo(p[5]! / (p[1]! + p[5]!), 5);
    expect(given!.b).toBeCloseTo((p[3]! + p[7]!) / (p[1]! + p[3]! + p[5]! + p[7]!), 5);
    const [best] = await model.predict(few, { goal: "f1" });
    expect(Object.keys(best!)).toEqual(labels);
    const { threshold, predict } = await model.conformal(people(300, 21), { coverage: 0.9 });
    expect(threshold).toBeLessThan(0.5);
    const covering = await predict(held);
    const isCovered = (row: number) =>
      labels.every((name) => held[row]![name as "a"] === 0 || covering[row]![name] === 1);
    const share = covering.filter((_, row) => isCovered(row)).length / held.length;
    expect(share).toBeGreaterThan(0.85);
  });

  test("explains what each part adds", () => {
    const parts = model.explain();
    expect(parts[0]).toEqual({ part: "fair coins", nll: 3 * Math.LN2, gain: 0 });
    expect(parts.at(-1)!.nll).toBe(model.report.nll);
    const total = parts.reduce((sum, { gain }) => sum + gain, 0);
    expect(total).toBeCloseTo(3 * Math.LN2 - model.report.nll, 10);
  });

  test("is the same model after save and load, bit for bit", async () => {
    const loaded = (await loadModel(directory)) as FittedMultilabel;
    expect(loaded.report).toEqual(model.report);
    expect(await loaded.logProb(held)).toEqual(await model.logProb(held));
    expect(await loaded.predict(few)).toEqual(await model.predict(few));
    expect(await loaded.marginals(few)).toEqual(await model.marginals(few));
    expect(await loaded.evaluate(held)).toEqual(await model.evaluate(held));
    const options = { key: key(4), samples: 3 };
    expect(await loaded.sample(few, options)).toEqual(await model.sample(few, options));
    const copy = join(directory, "copy");
    await loaded.save(copy);
    expect(await readFile(join(copy, "model.json"), "utf8")).toBe(
      await readFile(join(directory, "model.json"), "utf8"),
    );
    await loaded.dispose();
  });

  test("its files score in plain onnxruntime-node", async () => {
    const run = async (file: string, others: Record<string, Tensor>) => {
      const bytes = await readFile(join(directory, file));
      const session = await InferenceSession.create(bytes);
      const { data, shape } = rowsToInputs(readSchema(bytes)!, held).inputs.x!;
      const x = new Tensor("float64", data as Float64Array, shape);
      const outputs = await session.run({ x, ...others });
      await session.release();
      return Object.values(outputs)[0]!.data as Float32Array;
    };
    const y = new Tensor("float32", Float32Array.from(held.flatMap(({ a, b, c }) => [a, b, c])), [
      held.length,
      3,
    ]);
    const logProb = await run("log-prob.onnx", { y });
    for (const [i, value] of (await model.logProb(held)).entries()) {
      expect(logProb[i]).toBeCloseTo(value, 4);
    }
    const marginals = await run("marginals.onnx", {});
    const rows = await model.marginals(held);
    expect(marginals[3]).toBeCloseTo(rows[1]!.a!, 6);
  });

  test("takes unknown labels, and refuses others", async () => {
    const unknown = [{ ...held[0]!, b: null }];
    const [logProb] = await model.logProb(unknown);
    expect(logProb).toBeGreaterThan((await model.logProb([held[0]!]))[0]!);
    await expect(model.logProb(few)).rejects.toThrow(/has no column `a`, expected it/);
    await expect(fitMultilabel(train, { labels: ["d"] })).rejects.toThrow(
      /`targets` names `d`, expected a column/,
    );
    await expect(fitMultilabel(train)).rejects.toThrow(
      "does not say which columns are labels, expected `labels` to name some.",
    );
    await expect(fitMultilabel(train, { labels, budgetSeconds: -1 })).rejects.toThrow(
      "fitMultilabel: `budgetSeconds` is -1, expected",
    );
    await expect(model.save(join(directory, "model.json", "below"))).rejects.toThrow(
      "cannot be made",
    );
  });

  test("reads labels from a list", async () => {
    const listed = train.map(({ a, b, c, ...x }) => ({
      ...x,
      tags: ["a", "b", "c"].filter((_, i) => [a, b, c][i] === 1).join("|") || "c",
    }));
    const own = await fitMultilabel(listed, { labels: ["tags"], budgetSeconds: 0.1 });
    expect(own.labels).toEqual(labels);
    const [one, two] = await own.logProb([
      { ...few[0]!, tags: "a" },
      { ...few[0]!, tags: "a|b" },
    ]);
    expect(one).not.toBe(two);
    await expect(own.logProb([{ ...few[0]!, tags: "a|z" }])).rejects.toThrow(/has the labels `z`/);
    await own.dispose();
  });

  test("a damaged directory is refused by its file", async () => {
    const copy = join(directory, "damaged");
    await model.save(copy);
    const file = join(copy, "logits.onnx");
    const bytes = await readFile(file);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(file, bytes);
    const loaded = (await loadModel(copy)) as FittedMultilabel;
    await expect(loaded.predict(few)).rejects.toThrow(
      /logits\.onnx is not the file that was saved/,
    );
    await writeFile(join(copy, "model.json"), "{");
    await expect(loadModel(copy)).rejects.toThrow(/model\.json is not valid JSON/);
    await expect(loadModel(join(directory, "none"))).rejects.toThrow(/model\.json cannot be read/);
  });
});
