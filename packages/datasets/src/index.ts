export type { Attribute } from "./columns.js";
export type { ConditionalDensity, Pairs } from "./conditional-density.js";
export type { DataFile, DatasetFacts } from "./data-file.js";
export type { DownloadOptions, DownloadProgress } from "./download.js";
export type { NominalEncoding } from "./encode-features.js";
export { erdosRenyiCouplings } from "./erdos-renyi-couplings.js";
export { type FetchOptions, fetchDataset } from "./fetch-dataset.js";
export { grayBounds } from "./gray-bounds.js";
export { type GrayCode, grayCode } from "./gray-code.js";
export { type Couplings, isingLattice } from "./ising-lattice.js";
export { type LabelRankingSources, labelRankingDatasets } from "./label-ranking-datasets.js";
export { loadLabelRanking, loadLabelRankingFile } from "./load-label-ranking.js";
export {
  loadMultilabel,
  loadMultilabelFiles,
  type MultilabelFiles,
  type MultilabelSplit,
} from "./load-multilabel.js";
export { type Matrix, type MatrixLike, takeRows } from "./matrix.js";
export { type MultilabelSources, multilabelDatasets } from "./multilabel-datasets.js";
export { type Arff, type ArffOptions, parseArff } from "./parse-arff.js";
export {
  type LabelRankingData,
  type LabelRankingOptions,
  parseLabelRanking,
} from "./parse-label-ranking.js";
export { type LibsvmOptions, parseLibsvm } from "./parse-libsvm.js";
export { parseMulanLabels } from "./parse-mulan-labels.js";
export {
  type MultilabelData,
  type MultilabelOptions,
  parseMultilabel,
} from "./parse-multilabel.js";
export { ffjordDensities, snlDensities } from "./planar-densities.js";
export type { PlanarDensity, Points } from "./planar-density.js";
export { rankByNaiveBayes } from "./rank-by-naive-bayes.js";
export { regressionDensities } from "./regression-densities.js";
export { sampleIsing } from "./sample-ising.js";
export { type ColumnStatistics, columnStatistics, standardize } from "./standardize.js";
export { standardizedDensity } from "./standardized-density.js";
export { type TrainTestSplit, trainTestSplit } from "./train-test-split.js";
