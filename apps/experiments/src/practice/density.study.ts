import type { Study } from "../studies/study.js";
import type { PracticeCell } from "./practice-cell.js";
import { densitySets } from "./practice-sets.js";
import { practiceStudy } from "./practice-study.js";
import { runDensityCell } from "./run-density-cell.js";

/** Rows of tables: `fitJointDensity` beside mixtures, kernels and a flow. */
export const densityPractice: Study<PracticeCell> = practiceStudy({
  name: "density",
  title: "Densities of tables: the default model beside mixtures, kernels and a flow",
  sets: densitySets,
  baselines: ["Gaussian", "mixture", "kernel", "flow"],
  timed: ["Gaussian", "mixture", "kernel", "flow"],
  nllErrors: 2,
  run: runDensityCell,
});
