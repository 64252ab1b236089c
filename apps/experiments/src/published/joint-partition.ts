import { type PublishedTable, publishedTable } from "./published-table.js";

const TALK = "the bar charts of the authors' talk, https://github.com/mblondel/talks (figures/ebm)";

/** Test F1 × 100 of the unary model by loss. The kind of F1 average is not published. */
export const MULTILABEL_LOSSES: PublishedTable = publishedTable(
  `${TALK}, multilabel_loss_cmp.png; standard deviations and the kind of average of F1 are not published`,
  `
| loss                     | yeast | scene | birds | emotions | cal500 |
| ------------------------ | ----- | ----- | ----- | -------- | ------ |
| min-min logistic         | 65.04 | 75.35 | 46.48 | 65.33    | 44.91  |
| min-min sparsemax        | 63.22 | 75.83 | 42.42 | 66.86    | 46.39  |
| exact MLE                | 60.71 | 70.81 | 40.88 | 62.99    | 36.24  |
| generalized Fenchel–Young | 61.31 | 70.84 | 40.73 | 61.85    | 37.35  |
| MCMC                     | 60.34 | 71.57 | 33.13 | 62.23    | 45.70  |
| min-max                  | 58.58 | 52.54 | 24.95 | 60.53    | 46.08  |
`,
);

/** Test F1 × 100 of the min-min logistic loss by model. */
export const MULTILABEL_MODELS: PublishedTable = publishedTable(
  `${TALK}, multilabel_model_cmp.png; standard deviations are not published`,
  `
| model    | yeast | scene | birds | emotions | cal500 |
| -------- | ----- | ----- | ----- | -------- | ------ |
| unary    | 65.04 | 75.35 | 46.48 | 65.33    | 44.91  |
| pairwise | 65.11 | 75.22 | 46.08 | 64.84    | 45.00  |
`,
);

/** Kendall's τ × 100 of the permutahedron by loss. */
export const LABEL_RANKING_LOSSES: PublishedTable = publishedTable(
  `${TALK}, label_ranking_loss_cmp.png; standard deviations are not published`,
  `
| loss              | authorship | glass | iris  | vehicle | vowel | wine  |
| ----------------- | ---------- | ----- | ----- | ------- | ----- | ----- |
| min-min logistic  | 88.69      | 84.39 | 97.78 | 86.27   | 74.26 | 90.12 |
| min-min sparsemax | 86.52      | 85.94 | 99.26 | 85.75   | 68.34 | 91.36 |
| exact MLE         | MISSING    | MISSING | MISSING | MISSING | MISSING | MISSING |
| MCMC              | 87.90      | 75.50 | 97.04 | 86.34   | 57.90 | 91.98 |
| min-max           | 70.02      | 67.03 | 55.56 | 68.56   | 40.22 | 70.99 |
`,
);

/** Kendall's τ × 100 of the min-min logistic loss by polytope. */
export const LABEL_RANKING_MODELS: PublishedTable = publishedTable(
  `${TALK}, label_ranking_model_cmp.png; standard deviations are not published`,
  `
| polytope      | authorship | glass | iris  | vehicle | vowel | wine  |
| ------------- | ---------- | ----- | ----- | ------- | ----- | ----- |
| permutahedron | 88.69      | 84.39 | 97.78 | 86.27   | 74.26 | 90.12 |
| birkhoff      | 90.80      | 85.43 | 98.52 | 86.41   | 65.20 | 91.98 |
`,
);

/** Training loss on cal500, digitized from the figure to ± 0.3 nats. */
export const CONVERGENCE_LOSS: PublishedTable = publishedTable(
  `${TALK}, convergence.png, digitized to ± 0.3; optimizer and learning rate are not published`,
  `
| step      | 0     | 500   | 1000  | 2000  | 3000  | 5000  |
| --------- | ----- | ----- | ----- | ----- | ----- | ----- |
| exact MLE | 120.6 | 112.1 | 107.0 | 98.9  | 92.5  | 82.1  |
| M = 1e5   | 120.6 | 113.2 | 108.4 | 101.9 | 97.4  | 93.4  |
| M = 1000  | 120.6 | 114.0 | 110.1 | 104.3 | 100.0 | 95.2  |
| M = 100   | 120.6 | 114.8 | 111.4 | 106.0 | 102.3 | 98.1  |
| M = 10    | 120.6 | 115.7 | 113.2 | 109.0 | 105.8 | 102.2 |
| M = 1     | 120.6 | 117.1 | 115.3 | 112.6 | 111.0 | 108.7 |
`,
);

/** Test F1 on cal500 after 5,000 steps, digitized from the figure to ± 0.004. */
export const CONVERGENCE_F1: PublishedTable = publishedTable(
  `${TALK}, convergence.png, digitized to ± 0.4`,
  `
|           | step 1000 | step 5000 |
| --------- | --------- | --------- |
| exact MLE | 30.2      | 33.2      |
| M = 1e5   | 30.6      | 37.0      |
| M = 1000  | 32.3      | 39.4      |
| M = 100   | 33.8      | 40.4      |
| M = 10    | 34.4      | 41.4      |
| M = 1     | 33.2      | 38.7      |
`,
);

/** Learned and exact log-partition on 100 held-out x, digitized from the figure, in nats. */
export const GENERALIZATION_RMSE: PublishedTable = publishedTable(
  `${TALK}, generalization_ability.png, digitized roughly`,
  `
|      | yeast | scene | birds | emotions | cal500 |
| ---- | ----- | ----- | ----- | -------- | ------ |
| RMSE | 0.3   | 0.5   | 7     | 0.6      | 3      |
`,
);
