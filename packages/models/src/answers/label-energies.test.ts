import { key, normal } from "@ebm/core";
import { expect, test } from "vitest";
import type { LabelChain } from "../multilabel/label-chain.js";
import { labelSetLogProbs } from "../multilabel/label-set-log-probs.js";
import type { LabelTilt } from "../multilabel/label-tilt.js";
import { topSets } from "./top-sets.js";
import { weightedSets } from "./weighted-sets.js";

/** A chain of independent labels, and an energy of pairs on top. */
function model(labels: number): { readonly chains: LabelChain[]; readonly tilt: LabelTilt } {
  const chain = {
    order: Int32Array.from({ length: labels }, (_, j) => j),
    scale: new Float32Array(labels).fill(1),
    bias: new Float32Array(labels),
    couplings: { data: new Float32Array(labels ** 2), shape: [labels, labels] as const },
  };
  const couplings = { data: normal(key(8), labels ** 2), shape: [labels, labels] };
  const fields = { data: normal(key(9), labels), shape: [labels] };
  const center = new Float32Array(labels).fill(0.5);
  return { chains: [chain], tilt: { energy: "pairs", center, params: { couplings, fields } } };
}

test("with an energy, sets have the probabilities of the model, and the likeliest is found", async () => {
  const labels = 5;
  const { chains, tilt } = model(labels);
  const logits = normal(key(5), labels);
  const { sets, weights } = await weightedSets({ chains, tilt }, { logits });
  const shape = [weights.length, labels] as const;
  const repeated = Float32Array.from(sets, (_, i) => logits[i % labels]!);
  const { logProbs, tiltKept } = await labelSetLogProbs(
    { chains, tilt },
    { logits: { data: repeated, shape }, y: { data: Float32Array.from(sets), shape } },
  );
  expect(tiltKept).toBe(true);
  for (const [i, weight] of weights.entries()) {
    expect(weight).toBeCloseTo(Math.exp(logProbs[i]!), 5);
  }
  const plain = await weightedSets({ chains }, { logits });
  const differences = weights.map((weight, i) => Math.abs(weight - plain.weights[i]!));
  expect(Math.max(...differences)).toBeGreaterThan(0.01);
  const top = await topSets({ chains, tilt }, logits, { count: 1 });
  expect(top.probabilities[0]).toBe(Math.max(...weights));
});

test("of many labels, an energy weighs the samples", async () => {
  const labels = 13;
  const { chains, tilt } = model(labels);
  const small = { ...tilt, params: scaled(tilt.params, 0.1) };
  const logits = normal(key(5), labels);
  const known = new Float64Array(labels).fill(Number.NaN);
  known[0] = 1;
  const exact = await weightedSets({ chains, tilt: small }, { logits, known });
  const sampled = await weightedSets({ chains, tilt: small }, { logits, samples: 4000 });
  expect([exact.isExact, sampled.isExact]).toEqual([true, false]);
  expect(sampled.effective).toBeGreaterThan(1000);
  const meanOf = ({ sets, weights }: typeof exact, given: number): number => {
    let [both, total] = [0, 0];
    for (const [i, weight] of weights.entries()) {
      if (sets[i * labels] !== given) continue;
      total += weight;
      both += weight * sets[i * labels + 1]!;
    }
    return both / total;
  };
  expect(Math.abs(meanOf(sampled, 1) - meanOf(exact, 1))).toBeLessThan(5 * Math.sqrt(0.25 / 400));
  const { probabilities, isExact } = await topSets({ chains, tilt: small }, logits, { count: 2 });
  expect(isExact).toBe(false);
  expect(probabilities[0]!).toBeGreaterThanOrEqual(probabilities[1]!);
});

function scaled(params: LabelTilt["params"], factor: number): LabelTilt["params"] {
  return Object.fromEntries(
    Object.entries(params).map(([path, { data, shape }]) => [
      path,
      { data: data.map((value) => factor * value), shape },
    ]),
  );
}
