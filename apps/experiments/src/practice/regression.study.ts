import type { Study } from "../studies/study.js";
import type { PracticeCell } from "./practice-cell.js";
import { regressionSets } from "./practice-sets.js";
import { practiceStudy } from "./practice-study.js";
import { runRegressionCell } from "./run-regression-cell.js";

/** Regressions: `fitConditionalDensity` beside a Gaussian process and gradient boosting. */
export const regressionPractice: Study<PracticeCell> = practiceStudy({
  name: "regression",
  title: "Regressions: the default model beside a Gaussian process and boosting",
  sets: regressionSets,
  baselines: ["process", "boosting", "boosted variance"],
  timed: ["process", "boosting", "boosted variance"],
  nllErrors: 2,
  run: runRegressionCell,
});
