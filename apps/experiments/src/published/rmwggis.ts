import { type PublishedTable, publishedTable } from "./published-table.js";

const SUBMISSION =
  "Liu, Liu, Ji, the ICLR 2022 submission of the same paper, https://openreview.net/forum?id=IEKL-OihqX0";

/** Linear-Hamming MMD at 32 bits. The numbers of the final paper are missing. */
export const SYNTHETIC_MMD: PublishedTable = publishedTable(
  `${SUBMISSION}, Table 1; the final paper does not publish these numbers`,
  `
| method             | 2spirals | 8gaussians | circles | moons   | pinwheel | swissroll | checkerboard |
| ------------------ | -------- | ---------- | ------- | ------- | -------- | --------- | ------------ |
| ratio matching     | 0.01514  | 0.10270    | 0.11856 | 0.02901 | 0.31353  | 0.05820   | 0.00059      |
| RMwGGIS (basic)    | 0.01099  | 0.09763    | 0.11017 | 0.03111 | 0.27885  | 0.05176   | 0.00050      |
| RMwGGIS (advanced) | 0.00876  | 0.08414    | 0.10230 | 0.02787 | 0.26188  | 0.04477   | 0.00026      |
`,
);

/** Time and memory of a training step with batch 256, on a GPU that is not named. */
export const COST_ON_GPU: PublishedTable = publishedTable(
  `${SUBMISSION}, Table 2, on a GPU that is not named, at a batch of 256, with what encodes the data`,
  `
| bits | ratio matching, ms | RMwGGIS, ms | ratio matching, MB | RMwGGIS, MB |
| ---- | ------------------ | ----------- | ------------------ | ----------- |
| 32   | 63.9               | 41.2        | 957                | 891         |
| 64   | 106.5              | 47.2        | 1031               | 893         |
| 128  | 185.6              | 58.8        | 1189               | 893         |
| 256  | 372.9              | 86.9        | 1545               | 915         |
| 512  | 735.2              | 137.7       | 2315               | 919         |
| 1024 | 1390.1             | 244.9       | 4237               | 931         |
| 2048 | 2684.1             | 434.1       | 9633               | 951         |
`,
);

/**
 * Measurements of the authors' code, in PyTorch 1.13 on one core of another machine of the same
 * kind.
 */
export const COST_OF_AUTHORS_CODE: PublishedTable = publishedTable(
  "measured before for the authors' code, divelab/RMwGGIS at cb925af, PyTorch 1.13.1 on one thread of a Xeon",
  `
| bits | ratio matching, ms | RMwGGIS, ms | ratio matching, MB | RMwGGIS, MB |
| ---- | ------- | ---- | ------- | --- |
| 32   | 60.8    | 26.8 | 463     | 392 |
| 64   | 138     | 24.9 | 596     | 396 |
| 128  | 277     | 33.6 | 811     | 396 |
| 256  | 916     | 31.3 | 777     | 398 |
| 512  | 1898    | 40.3 | 1322    | 405 |
| 1024 | 4376    | 52.5 | 2800    | 417 |
| 2048 | 19015   | 76.5 | 7285    | 440 |
| 4096 | MISSING | 137  | MISSING | 495 |
`,
);

/** Discrepancies on Ego-small that others report. The row of RMwGGIS is missing. */
export const EGO_SMALL_MMD: PublishedTable = publishedTable(
  "Schröder et al., Energy Discrepancy, 2023, the averages as a review of it quotes them; all other figures, including those of RMwGGIS, are not published",
  `
| method                       | degree  | clustering | orbit   | average |
| ---------------------------- | ------- | ---------- | ------- | ------- |
| energy discrepancy, grid     | MISSING | MISSING    | MISSING | 0.023   |
| CD, Gibbs with gradients     | MISSING | MISSING    | MISSING | 0.057   |
| RMwGGIS (advanced)           | MISSING | MISSING    | MISSING | MISSING |
`,
);
