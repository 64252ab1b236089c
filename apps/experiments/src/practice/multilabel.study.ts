import type { Study } from "../studies/study.js";
import type { PracticeCell } from "./practice-cell.js";
import { labelSetSets } from "./practice-sets.js";
import { practiceStudy } from "./practice-study.js";
import { runLabelSetsCell } from "./run-label-sets-cell.js";

/** Sets of labels: `fitLabelSets` beside logistic regressions, a chain, forests and neighbors. */
export const multilabelPractice: Study<PracticeCell> = practiceStudy({
  name: "multilabel",
  title: "Sets of labels: the default model beside scikit-learn",
  sets: labelSetSets,
  baselines: ["logistic", "chain", "forest", "extra trees", "neighbors"],
  timed: ["logistic", "chain", "forest"],
  nllErrors: 1,
  score: { name: "F1 micro × 100", least: 2, orErrors: 1 },
  run: runLabelSetsCell,
});
