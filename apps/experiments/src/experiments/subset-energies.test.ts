import { key, normal } from "@ebm/core";
import { pairwiseEnergy, unaryEnergy } from "@ebm/nn";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { subsetEnergies } from "./subset-energies.js";

/** Every y, bit i of its number being its entry i. */
const subsets = (size: number): number[][] =>
  Array.from({ length: 2 ** size }, (_, bits) =>
    Array.from({ length: size }, (_, i) => (bits >> i) & 1),
  );

test.each([1, 2, 5])("are the pairwise energies of all subsets of %i labels", (size) => {
  const terms = (size * (size + 1)) / 2;
  const scores = normal(key(size), terms);
  const expected = pairwiseEnergy(tf.tensor2d(scores, [1, terms]), tf.tensor3d([subsets(size)]));
  expectClose(subsetEnergies(scores, size), tf.squeeze(expected));
});

test("are the unary energies where nothing couples", () => {
  const scores = normal(key(3), 4);
  const expected = unaryEnergy(tf.tensor2d(scores, [1, 4]), tf.tensor3d([subsets(4)]));
  expectClose(subsetEnergies(scores, 4), tf.squeeze(expected));
});

test("hold a coupling where both labels are in", () => {
  // u = 0, U₀₁ = 1, U₀₂ = 10, U₁₂ = 100
  expect([...subsetEnergies([0, 0, 0, 1, 10, 100], 3)]).toEqual(
    [-0, 0, 0, -1, 0, -10, -100, -111].map((energy) => expect.closeTo(energy, 12)),
  );
});
