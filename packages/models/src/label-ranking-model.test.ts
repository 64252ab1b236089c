import { key, normal, uniform } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { labelRankingModel } from "./label-ranking-model.js";

const LABELS = 4;

describe.each(["permutahedron", "birkhoff"] as const)("the %s", (name) => {
  const model = labelRankingModel(LABELS, name);
  const { structure } = model;
  const ranksOf = (y: tf.Tensor): number[][] =>
    (tf.reshape(y, [-1, structure.dim]).arraySync() as number[][]).map((each) => [
      ...Array.from(model.decode(each)),
    ]);

  test("has all rankings with two neighbors swapped as neighbors", () => {
    const y = tf.tensor2d(Array.from(model.encode([2, 0, 3, 1])), [1, structure.dim]);
    expect(ranksOf(model.neighbors(y)).sort()).toEqual([
      [1, 0, 3, 2],
      [2, 1, 3, 0],
      [3, 0, 2, 1],
    ]);
  });

  test("samples members by Plackett and Luce", () => {
    const { sample } = model.proposal(tf.tensor2d(normal(key(1), LABELS), [1, LABELS]));
    const drawn = sample(tf.tensor3d(uniform(key(2), 6 * LABELS), [1, 6, LABELS]));
    const members = model.members(drawn);
    expect(members.shape).toEqual([1, 6, structure.dim]);
    const beaten = drawn.arraySync()[0]!;
    expect(ranksOf(members)).toEqual(beaten.map((row) => row.map((b) => LABELS - 1 - b)));
  });

  test("has the energies of all members", () => {
    const scores = normal(key(3), model.scores);
    const all = [...structure.enumerate()];
    const y = tf.tensor3d([all.map((each) => [...each])]);
    const energy = model.energy(tf.tensor2d(scores, [1, model.scores]), y);
    expectClose(energy, model.energies(scores));
  });
});
