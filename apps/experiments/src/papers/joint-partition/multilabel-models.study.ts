import { MULTILABEL_MODELS } from "../../published/joint-partition.js";
import type { Study } from "../../studies/study.js";
import type { LossCell } from "./loss-cell.js";
import { lossStudy } from "./loss-study.js";

/** Multilabel classification by model. */
export const multilabelModelsStudy: Study<LossCell> = lossStudy({
  name: "multilabel-models",
  title: "Multilabel classification by model, min-min logistic loss",
  task: "multilabel",
  seeds: 3,
  rows: {
    unary: { method: "min-min logistic", model: "unary" },
    pairwise: { method: "min-min logistic", model: "pairwise" },
    "pairwise, in spins": { method: "min-min logistic", model: "spins" },
    "unary, draws like labels": { method: "min-min like labels", model: "unary" },
    "pairwise, draws like labels": { method: "min-min like labels", model: "pairwise" },
  },
  published: MULTILABEL_MODELS,
});
