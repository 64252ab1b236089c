import { key, normal } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { choiceChain } from "./choice-chain.js";
import { expectedPlaces } from "./expected-places.js";
import { expectedPlacesOf } from "./expected-places-of.js";
import { fitRankings } from "./fit-rankings.js";
import { placesOf } from "./places-of.js";
import { rankingLogProbOf } from "./ranking-log-prob-of.js";
import { rankingLogProbs } from "./ranking-log-probs.js";
import type { RankingModel } from "./ranking-model.js";
import { rankingUtilities } from "./ranking-utilities.js";

const [rows, features, labels] = [40, 3, 4];

function data(seed: number): { x: Matrix; ranks: Matrix } {
  const x = normal(key(seed), rows * features);
  const noise = normal(key(seed + 100), rows * labels);
  const ranks = new Float32Array(rows * labels);
  for (let row = 0; row < rows; row++) {
    const u = noise
      .slice(row * labels, (row + 1) * labels)
      .map((z, i) => z + x[row * 3 + (i % 3)]!);
    ranks.set(placesOf(u), row * labels);
  }
  return { x: { data: x, shape: [rows, features] }, ranks: { data: ranks, shape: [rows, labels] } };
}

const heldOut = data(9);
const params = Float64Array.from(normal(key(5), 2 * labels ** 2 + 1), (value) => 0.7 * value);
const models: Record<string, RankingModel> = {};

beforeAll(async () => {
  const { model } = await fitRankings({ ...data(1), key: key(0) });
  const weights = Float32Array.from(model.members, (_, m) => 1 / (m + 2));
  const plain = { ...model, stack: { ...model.stack, weights }, chains: [] };
  models["all members"] = plain;
  models.chains = { ...plain, chains: [false, true].map((last) => choiceChain(params, last)) };
  const tilt = { pairs: normal(key(6), labels ** 2), places: normal(key(7), labels ** 2) };
  models["an energy"] = { ...plain, tilt };
  models["chains and an energy"] = { ...models.chains, tilt };
  models["a share without x"] = { ...plain, share: 0.2 };
  models["all of these"] = { ...models["chains and an energy"], share: 0.2 };
  models["no member"] = { ...plain, members: [] };
  for (const [m, member] of model.members.entries()) {
    const stack = { ...model.stack, weights: weights.slice(m, m + 1) };
    models[member.kind] = { ...plain, members: [member], stack };
  }
});

describe.each(["onnx", "tfjs"] as const)("on %s", (runtime) => {
  test.each([
    "all members",
    "chains",
    "an energy",
    "chains and an energy",
    "no member",
    "each member",
  ])("computes what arrays do, with %s", async (name) => {
    const some = name === "each member" ? Object.keys(models).slice(5) : [name];
    for (const model of some.map((own) => models[own]!)) {
      const run = compile(
        ({ x, ranks }: { x: tf.Tensor2D; ranks: tf.Tensor2D }) => ({
          logProbs: rankingLogProbOf(model)({ x, ranks }),
          places: expectedPlacesOf(model)(x),
        }),
        { runtime },
      );
      const output = await run(heldOut);
      await run.dispose();
      const utilities = await rankingUtilities(model, heldOut.x);
      const logProbs = rankingLogProbs(model, utilities, heldOut.ranks);
      const places = expectedPlaces(model, utilities);
      expect(output.logProbs.shape).toEqual([rows]);
      expect(output.places.shape).toEqual([rows, labels]);
      for (const [i, value] of logProbs.entries())
        expect(output.logProbs.data[i]).toBeCloseTo(value, 4);
      for (const [i, value] of places.data.entries())
        expect(output.places.data[i]).toBeCloseTo(value, 4);
    }
  });
});
