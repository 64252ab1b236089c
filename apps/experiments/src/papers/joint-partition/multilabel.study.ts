import { MULTILABEL_LOSSES } from "../../published/joint-partition.js";
import type { Study } from "../../studies/study.js";
import type { LossCell } from "./loss-cell.js";
import { lossStudy } from "./loss-study.js";

const model = "unary";

/** Multilabel classification by loss. */
export const multilabelStudy: Study<LossCell> = lossStudy({
  name: "multilabel",
  title: "Multilabel classification by loss, unary model",
  task: "multilabel",
  seeds: 3,
  rows: {
    "min-min logistic": { method: "min-min logistic", model },
    "min-min sparsemax": { method: "min-min sparsemax", model },
    "exact MLE": { method: "exact MLE", model },
    "generalized Fenchel–Young": { method: "generalized Fenchel–Young", model },
    MCMC: { method: "MCMC", model },
    "min-max": { method: "min-max", model },
  },
  published: MULTILABEL_LOSSES,
});
