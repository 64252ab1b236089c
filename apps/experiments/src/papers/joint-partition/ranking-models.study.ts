import { LABEL_RANKING_MODELS } from "../../published/joint-partition.js";
import type { Study } from "../../studies/study.js";
import type { LossCell } from "./loss-cell.js";
import { lossStudy } from "./loss-study.js";

/** Label ranking by polytope. */
export const rankingModelsStudy: Study<LossCell> = lossStudy({
  name: "ranking-models",
  title: "Label ranking by polytope, min-min logistic loss",
  task: "label-ranking",
  seeds: 5,
  rows: {
    permutahedron: { method: "min-min logistic", model: "permutahedron" },
    birkhoff: { method: "min-min logistic", model: "birkhoff" },
  },
  published: LABEL_RANKING_MODELS,
});
