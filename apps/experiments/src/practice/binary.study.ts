import type { Study } from "../studies/study.js";
import type { PracticeCell } from "./practice-cell.js";
import { bitSets } from "./practice-sets.js";
import { practiceStudy } from "./practice-study.js";
import { runBitsCell } from "./run-bits-cell.js";

/** Rows of bits: `fitBits` beside a Chow–Liu tree, a chain of logistic regressions and mixtures. */
export const binaryPractice: Study<PracticeCell> = practiceStudy({
  name: "binary",
  title: "Rows of bits: the default model beside simple ones",
  sets: bitSets,
  baselines: ["independent", "Chow–Liu", "chain", "Bernoullis"],
  timed: ["Chow–Liu", "chain", "Bernoullis"],
  nllErrors: 2,
  run: runBitsCell,
});
