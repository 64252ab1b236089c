import { expect, test } from "vitest";
import * as snl from "./index.js";

test("the public API", () => {
  expect(Object.keys(snl)).toMatchInlineSnapshot(`
    [
      "bootstrapLogNormalizer",
      "bridgeSampling",
      "exactLogNormalizer",
      "likelihoodBracket",
      "logNormalizerEstimate",
      "movingLogNormalizer",
      "paretoK",
      "weightDiagnostics",
      "adaptGaussianMixture",
      "fitGaussian",
      "fitGaussianMixture",
      "fitStudentT",
      "fitUniformBox",
      "scottBandwidth",
      "conditionalSnlLoss",
      "contrastiveDivergenceLoss",
      "denoisingScoreMatchingLoss",
      "gaussianKl",
      "importanceLoss",
      "nceLoss",
      "proposalKlLoss",
      "rankingNceLoss",
      "scoreMatchingLoss",
      "slicedScoreMatchingLoss",
      "snelboLoss",
      "snlLoss",
      "couplingFlow",
      "gaussian",
      "gaussianMixture",
      "kernelDensity",
      "mixtureDensity",
      "sharedProposal",
      "studentT",
      "tiltedEnergy",
      "uniformBox",
    ]
  `);
});
