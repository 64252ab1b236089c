import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { cube } from "../test/cube.js";
import { pairwiseEnergies } from "./pairwise-energies.js";
import { pairwiseEnergy } from "./pairwise-energy.js";
import { unaryEnergy } from "./unary-energy.js";

describe("pairwiseEnergies", () => {
  test.each([1, 2, 5])("has the pairwise energy of each of the vectors of %i entries", (dim) => {
    const terms = (dim * (dim + 1)) / 2;
    const scores = normal(key(dim), terms);
    const expected = pairwiseEnergy(tf.tensor2d(scores, [1, terms]), tf.tensor3d([cube(dim)]));
    expectClose(pairwiseEnergies(scores, dim), tf.squeeze(expected));
  });

  test("has the unary energies without couplings", () => {
    const scores = normal(key(3), 4);
    const expected = unaryEnergy(tf.tensor2d(scores, [1, 4]), tf.tensor3d([cube(4)]));
    expectClose(pairwiseEnergies(scores, 4), tf.squeeze(expected));
  });

  test("has a coupling where both entries are 1, bit i of an index being entry i", () => {
    // u = 0, U₀₁ = 1, U₀₂ = 10, U₁₂ = 100
    const energies = [...pairwiseEnergies([0, 0, 0, 1, 10, 100], 3)];
    expect(energies).toEqual([0, 0, 0, -1, 0, -10, -100, -111]);
  });

  test("reads each score once, however many vectors there are", () => {
    const scores = normal(key(6), 55);
    let reads = 0;
    const counted = new Proxy(scores, {
      get(target, name) {
        if (name === "length") return target.length;
        reads++;
        return target[Number(name)];
      },
    });
    expectClose(pairwiseEnergies(counted, 10), pairwiseEnergies(scores, 10));
    expect(reads).toBe(55);
  });
});
