import { key, normal } from "@ebm/core";
import { multilabelModel } from "@ebm/models";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { inSpins } from "./in-spins.js";

const labels = 4;
const experiment = inSpins(multilabelModel(labels, "pairwise"));
const scores = tf.tensor2d(normal(key(1), 30 * experiment.scores), [30, experiment.scores]);
const members = [...experiment.structure.enumerate()].map((y) => [...y]);
const energies = experiment.energy(scores, tf.tensor3d([members])).arraySync();

test("has the energy of products of y − ½", () => {
  const [row] = scores.arraySync() as number[][];
  for (const [at, y] of members.entries()) {
    const z = y.map((on) => on - 0.5);
    let energy = 0;
    let next = labels;
    for (let i = 0; i < labels; i++) {
      energy -= row![i]! * z[i]!;
      for (let j = i + 1; j < labels; j++) energy -= (row![next++]! / labels) * z[i]! * z[j]!;
    }
    expectClose(energies[0]![at]!, energy);
  }
});

test("has the same energies on the host, bit i of an index being yᵢ", () => {
  const row = tf.slice(scores, [3, 0], [1, -1]).dataSync();
  const host = experiment.energies(row);
  for (const [at, y] of members.entries()) {
    const index = y.reduce((sum, on, i) => sum + on * 2 ** i, 0);
    expectClose(host[index]!, energies[3]![at]!);
  }
});

test("has its mode where its energy is lowest", () => {
  const found = experiment.energy(scores, experiment.argmax(scores)).dataSync();
  expectClose(
    found,
    energies.map((of) => Math.min(...of)),
  );
});

test("gives terms of mean 0 under fair bits", () => {
  for (const of of energies) expect(of.reduce((sum, e) => sum + e, 0)).toBeCloseTo(0, 4);
});
