import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { quadraticLaw } from "./binary-energies.js";
import { isingOfBits, transferMatrix } from "./ising.js";

describe("transferMatrix", () => {
  test.each([
    [2, 2],
    [3, 4],
    [4, 3],
  ])("agrees with enumeration of %i × %i spins", (height, width) => {
    const lattice = { height, width, coupling: 0.4, field: -0.2 };
    const { couplings, biases, constant } = isingOfBits(lattice);
    const law = quadraticLaw({ couplings: tf.tensor2d(couplings), biases: tf.tensor1d(biases) });
    expect(transferMatrix(lattice)).toBeCloseTo(law.logPartition - constant, 4);
  });
});
