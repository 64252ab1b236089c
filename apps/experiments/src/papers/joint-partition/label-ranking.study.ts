import { LABEL_RANKING_LOSSES } from "../../published/joint-partition.js";
import type { Study } from "../../studies/study.js";
import type { LossCell } from "./loss-cell.js";
import { lossStudy } from "./loss-study.js";

const model = "permutahedron";

/** Label ranking by loss. */
export const labelRankingStudy: Study<LossCell> = lossStudy({
  name: "label-ranking",
  title: "Label ranking by loss, permutahedron",
  task: "label-ranking",
  seeds: 3,
  rows: {
    "min-min logistic": { method: "min-min logistic", model },
    "min-min sparsemax": { method: "min-min sparsemax", model },
    "exact MLE": { method: "exact MLE", model },
    MCMC: { method: "MCMC", model },
    "min-max": { method: "min-max", model },
    "pseudo-likelihood": { method: "pseudo-likelihood", model },
  },
  published: LABEL_RANKING_LOSSES,
});
