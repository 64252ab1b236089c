import { expect, test } from "vitest";
import * as samplers from "./index.js";

test("the public API", () => {
  expect(Object.keys(samplers).sort()).toMatchInlineSnapshot(`
    [
      "adaptStepSize",
      "annealedImportanceSampling",
      "blockGibbs",
      "categoricalGibbsWithGradients",
      "checkerboard",
      "gibbs",
      "gibbsWithGradients",
      "hmc",
      "langevin",
      "logPartitionBracket",
      "mala",
      "metropolis",
      "quadraticGibbs",
      "sigmoidSchedule",
    ]
  `);
});
