import { expect, test } from "vitest";
import * as snl from "./index.js";

test("the public API", () => {
  expect(Object.keys(snl).sort()).toMatchInlineSnapshot(`
    [
      "adaptGaussianMixture",
      "conditionalSnlLoss",
      "contrastiveDivergenceLoss",
      "couplingFlow",
      "denoisingScoreMatchingLoss",
      "exactLogNormalizer",
      "factorize",
      "fitGaussian",
      "fitGaussianMixture",
      "fitStudentT",
      "fitUniformBox",
      "gaussian",
      "gaussianKl",
      "gaussianMixture",
      "importanceLoss",
      "kernelDensity",
      "likelihoodBracket",
      "logNormalizerEstimate",
      "mixtureDensity",
      "movingLogNormalizer",
      "nceLoss",
      "rankingNceLoss",
      "scoreMatchingLoss",
      "scottBandwidth",
      "sharedProposal",
      "slicedScoreMatchingLoss",
      "snelboLoss",
      "snlLoss",
      "studentT",
      "tiltedEnergy",
      "uniformBox",
      "weightDiagnostics",
    ]
  `);
});
