import type { Study } from "../studies/study.js";
import type { PracticeCell } from "./practice-cell.js";
import { rankingSets } from "./practice-sets.js";
import { practiceStudy } from "./practice-study.js";
import { runRankingsCell } from "./run-rankings-cell.js";

/** Orders of labels: `fitRankings` beside regressions of the ranks and a linear Plackett–Luce model. */
export const labelRankingPractice: Study<PracticeCell> = practiceStudy({
  name: "label-ranking",
  title: "Orders of labels: the default model beside scikit-learn",
  sets: rankingSets,
  baselines: ["ridge", "linear", "forest", "extra trees", "neighbors"],
  timed: ["linear", "forest", "extra trees"],
  nllErrors: 1,
  score: { name: "Kendall τ × 100", least: 1.5, orErrors: 0 },
  run: runRankingsCell,
});
