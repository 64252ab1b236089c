import {
  LABEL_RANKING_LOSSES,
  LABEL_RANKING_MODELS,
  MULTILABEL_LOSSES,
  MULTILABEL_MODELS,
} from "../../published/joint-partition.js";
import type { Study } from "../../studies/study.js";
import { abstentionStudy } from "./abstention/abstention-study.js";
import { convergenceStudy } from "./convergence-study.js";
import { generalizationStudy } from "./generalization-study.js";
import { lossStudy } from "./loss-study.js";
import { pairwiseSyntheticStudy } from "./synthetic/pairwise-synthetic-study.js";

/** The tables and figures of Sander et al., ICML 2025. */
export const jointPartitionStudies: readonly Study[] = [
  lossStudy({
    name: "multilabel",
    title: "Multilabel classification by loss, unary model",
    task: "multilabel",
    seeds: [0, 1, 2],
    rows: [
      ["min-min logistic", "min-min logistic", "unary"],
      ["min-min sparsemax", "min-min sparsemax", "unary"],
      ["exact MLE", "exact MLE", "unary"],
      ["generalized Fenchel–Young", "generalized Fenchel–Young", "unary"],
      ["MCMC", "MCMC", "unary"],
      ["min-max", "min-max", "unary"],
    ],
    published: MULTILABEL_LOSSES,
  }),
  lossStudy({
    name: "multilabel-models",
    title: "Multilabel classification by model, min-min logistic loss",
    task: "multilabel",
    seeds: [0, 1, 2],
    rows: [
      ["unary", "min-min logistic", "unary"],
      ["pairwise", "min-min logistic", "pairwise"],
      ["pairwise, in spins", "min-min logistic", "spins"],
      ["unary, draws like labels", "min-min like labels", "unary"],
      ["pairwise, draws like labels", "min-min like labels", "pairwise"],
    ],
    published: MULTILABEL_MODELS,
  }),
  lossStudy({
    name: "label-ranking",
    title: "Label ranking by loss, permutahedron",
    task: "label-ranking",
    seeds: [0, 1, 2],
    rows: [
      ["min-min logistic", "min-min logistic", "permutahedron"],
      ["min-min sparsemax", "min-min sparsemax", "permutahedron"],
      ["exact MLE", "exact MLE", "permutahedron"],
      ["MCMC", "MCMC", "permutahedron"],
      ["min-max", "min-max", "permutahedron"],
      ["pseudo-likelihood", "pseudo-likelihood", "permutahedron"],
    ],
    published: LABEL_RANKING_LOSSES,
  }),
  lossStudy({
    name: "ranking-models",
    title: "Label ranking by polytope, min-min logistic loss",
    task: "label-ranking",
    seeds: [0, 1, 2, 3, 4],
    rows: [
      ["permutahedron", "min-min logistic", "permutahedron"],
      ["birkhoff", "min-min logistic", "birkhoff"],
    ],
    published: LABEL_RANKING_MODELS,
  }),
  convergenceStudy,
  generalizationStudy,
  pairwiseSyntheticStudy,
  abstentionStudy,
];
