import { key, normal, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { chainLogProb } from "./chain-log-prob.js";
import { evaluateLabelSets } from "./evaluate-label-sets.js";
import { fitLabelSets } from "./fit-label-sets.js";
import { labelLogits } from "./label-logits.js";
import { predictLabelSets } from "./predict-label-sets.js";

const budgetSeconds = 0.5;

/** Label 0 follows x, label 1 mostly differs from label 0, label 2 is a fair coin. */
function data(rows: number, seed: number): { x: Matrix; y: Matrix } {
  const x = normal(key(seed), rows * 3);
  const u = uniform(key(seed + 1), rows * 3);
  const y = new Float32Array(rows * 3);
  for (let row = 0; row < rows; row++) {
    const first = Number(u[3 * row]! < 1 / (1 + Math.exp(-2 * x[3 * row]!)));
    y[3 * row] = first;
    y[3 * row + 1] = u[3 * row + 1]! < 0.9 ? 1 - first : first;
    y[3 * row + 2] = Number(u[3 * row + 2]! < 0.5);
  }
  return { x: { data: x, shape: [rows, 3] }, y: { data: y, shape: [rows, 3] } };
}

const train = data(300, 1);
const held = data(2000, 7);

/** log p of all states of a row, summed as probabilities. */
async function total(model: Awaited<ReturnType<typeof fitLabelSets>>["model"], x: Matrix) {
  const { labels } = model;
  const { data: own } = await labelLogits(model, x);
  const states = 2 ** labels;
  const logits = {
    data: Float32Array.from({ length: states * labels }, (_, i) => own[i % labels]!),
  };
  const y = Float32Array.from({ length: states * labels }, (_, i) => {
    return (Math.floor(i / labels) >> (i % labels)) & 1;
  });
  const shape = [states, labels] as const;
  const run = compile((it: { logits: tf.Tensor2D; y: tf.Tensor2D }) =>
    tf.sum(tf.exp(chainLogProb(model.chains, it))),
  );
  const { output } = await run({ logits: { ...logits, shape }, y: { data: y, shape } });
  await run.dispose();
  return output.data[0]!;
}

describe("fitLabelSets", () => {
  test("comes near to the truth, sums to 1, and is the same again", async () => {
    const parts: string[] = [];
    const { model, report } = await fitLabelSets({
      ...train,
      key: key(0),
      budgetSeconds,
      onProgress: (part) => parts.push(part),
    });
    expect(parts).toEqual([
      "logistic",
      "forest",
      "extra trees",
      "neighbors",
      "networks",
      "stack",
      "chain",
    ]);
    const { nll, f1Micro, nllStandardError } = await evaluateLabelSets(model, held);
    // 1.43 nats: of label 0 given x, of a coin with 0.9, and of a fair one
    expect(nll).toBeLessThan(1.5);
    expect(nllStandardError).toBeLessThan(0.03);
    expect(f1Micro).toBeGreaterThan(70);
    expect(report.chainNll).toBeLessThan(report.stackNll - 0.2);
    expect(report.stackNll).toBeLessThan(report.frequencyNll);
    const one = { data: held.x.data.slice(0, 3), shape: [1, 3] as const };
    expect(await total(model, one)).toBeCloseTo(1, 5);
    const again = await fitLabelSets({ ...train, key: key(0), budgetSeconds });
    expect(again.model).toEqual(model);
    const predicted = await predictLabelSets(model, held.x);
    expect(predicted.shape).toEqual([2000, 3]);
  });

  test("finds with an energy that labels of a weak base depend on one another", async () => {
    const parts: string[] = [];
    const { model, report } = await fitLabelSets({
      ...data(1500, 1),
      key: key(0),
      base: "independent",
      energy: "auto",
      budgetSeconds: 5,
      onProgress: (part) => parts.push(part),
    });
    const energies = ["energy pairs", "energy low-rank", "energy mlp"];
    expect(parts).toEqual(["logistic", "stack", "chain", ...energies]);
    expect(report.energies[0]!.verdict).toMatchObject({ kept: true, effectiveShare: 1 });
    expect(model.tilt!.energy).toBe(report.energies[0]!.energy);
    const { nll, baseNll, tiltKept } = await evaluateLabelSets(model, held);
    expect(tiltKept).toBe(true);
    expect(nll).toBeLessThan(baseNll - 0.2);
    expect(nll).toBeLessThan(1.5);
  });

  test("keeps no energy of label frequencies where labels are independent", async () => {
    const y = { data: uniform(key(51), 360).map((u) => Number(u < 0.3)), shape: [120, 3] as const };
    const x = { data: normal(key(50), 120), shape: [120, 1] as const };
    const options = { base: "frequencies", energy: "pairs", key: key(0) } as const;
    const { model, report } = await fitLabelSets({ x, y, ...options });
    expect(model.members).toEqual([]);
    expect(report.chainNll).toBe(report.frequencyNll);
    expect(report.energies[0]!.verdict.kept).toBe(false);
    expect(model.tilt).toBeUndefined();
  });

  test("is no worse than label frequencies where x says nothing", async () => {
    const x = { data: normal(key(50), 120 * 4), shape: [120, 4] as const };
    const coins = {
      data: uniform(key(51), 120 * 3).map((u) => Number(u < 0.3)),
      shape: [120, 3] as const,
    };
    const { model, report } = await fitLabelSets({ x, y: coins, key: key(0), budgetSeconds });
    expect(report.chainNll).toBeLessThanOrEqual(report.frequencyNll);
    const more = { x, y: { ...coins, data: uniform(key(52), 360).map((u) => Number(u < 0.3)) } };
    const { nll } = await evaluateLabelSets(model, more);
    expect(nll).toBeLessThan(3 * 0.611 + 0.15);
  });

  test("takes constant and unknown labels, and constant features", async () => {
    const rows = 60;
    const x = { data: normal(key(60), rows * 2), shape: [rows, 2] as const };
    const y = { data: new Float32Array(rows * 3), shape: [rows, 3] as const };
    for (let row = 0; row < rows; row++) {
      x.data[2 * row + 1] = 4;
      y.data[3 * row] = Number(x.data[2 * row]! > 0);
      y.data[3 * row + 1] = 1;
      if (row % 4 === 0) y.data[3 * row] = NaN;
    }
    const { model } = await fitLabelSets({ x, y, key: key(0), budgetSeconds });
    const { data: logits } = await labelLogits(model, x);
    expect(logits[1]).toBeCloseTo(Math.log(60.5 / 0.5), 1);
    expect(logits[2]).toBeCloseTo(-Math.log(60.5 / 0.5), 1);
    expect(await total(model, { data: x.data.slice(0, 2), shape: [1, 2] })).toBeCloseTo(1, 5);
    const { nll, uniformNll, frequencyNll, f1Micro } = await evaluateLabelSets(model, { x, y });
    expect(uniformNll).toBeCloseTo(2.75 * Math.LN2, 5);
    expect(nll).toBeLessThan(frequencyNll);
    expect(f1Micro).toBeGreaterThan(90);
  });

  test("says what it leaves out for lack of time", async () => {
    const { report } = await fitLabelSets({ ...train, key: key(0), budgetSeconds: 0.001 });
    expect(report.notes).toContain("Left out networks to stay within 0.001 s.");
    expect(report.chainNll).toBeLessThanOrEqual(report.frequencyNll);
  });

  test("takes four rows", async () => {
    const x = { data: Float32Array.of(1, 2, 3, 4), shape: [4, 1] as const };
    const y = { data: Float32Array.of(0, 1, 0, 1, 1, 0, 1, 1), shape: [4, 2] as const };
    const { model } = await fitLabelSets({ x, y, key: key(0), budgetSeconds });
    expect(await total(model, { data: x.data.slice(0, 1), shape: [1, 1] })).toBeCloseTo(1, 5);
  });

  test("stops when it is told to", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(fitLabelSets({ ...train, key: key(0), signal })).rejects.toThrow("enough");
  });

  test.each([20, 200, 600])("lets a signal in after %i ms", async (ms) => {
    const signal = AbortSignal.timeout(ms);
    const start = performance.now();
    await expect(fitLabelSets({ ...held, key: key(0), signal })).rejects.toThrow("timeout");
    expect(performance.now() - start).toBeLessThan(ms + 2000);
  });

  test("refuses what is no data, in one line", async () => {
    const one = (values: number[]) => ({ data: Float32Array.from(values), shape: [4, 1] as const });
    const fit = (x: Matrix, y: Matrix) => fitLabelSets({ x, y, key: key(0) });
    await expect(fit(one([1, 2, NaN, 4]), one([0, 1, 0, 1]))).rejects.toThrow(
      "fitLabelSets: `x` has NaN in row 2, column 0, expected a finite number.",
    );
    await expect(fit(one([1, 2, 3, 4]), one([0, 1, 2, 1]))).rejects.toThrow(
      "fitLabelSets: `y` has 2, expected 0, 1 or NaN.",
    );
    await expect(fit({ data: new Float32Array(), shape: [0, 3] }, one([]))).rejects.toThrow(
      "fitLabelSets: `x` has shape [0,3], expected four rows or more.",
    );
  });
});
