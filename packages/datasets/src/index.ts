export { binarize } from "./binarize.js";
export { type BinarySources, binaryDatasets } from "./binary-datasets.js";
export type { Attribute } from "./columns.js";
export type { ConditionalDensity, Pairs } from "./conditional-density.js";
export type { DataFile, DatasetFacts } from "./data-file.js";
export { decodeGraphs } from "./decode-graphs.js";
export type { DownloadOptions, DownloadProgress } from "./download.js";
export type { NominalEncoding } from "./encode-features.js";
export { encodeGraphs } from "./encode-graphs.js";
export { erdosRenyiCouplings } from "./erdos-renyi-couplings.js";
export { type FetchOptions, fetchDataset } from "./fetch-dataset.js";
export type { Graph } from "./graph.js";
export { type GraphSources, graphDatasets } from "./graph-datasets.js";
export { grayBounds } from "./gray-bounds.js";
export { type GrayCode, grayCode } from "./gray-code.js";
export { type ImageSources, imageDatasets } from "./image-datasets.js";
export { type Couplings, isingLattice } from "./ising-lattice.js";
export { type LabelRankingSources, labelRankingDatasets } from "./label-ranking-datasets.js";
export { type BinarySplit, loadBinary } from "./load-binary.js";
export { loadCiteseer } from "./load-citeseer.js";
export { loadEgoSmall } from "./load-ego-small.js";
export { type ImageData, loadImages } from "./load-images.js";
export { loadLabelRanking, loadLabelRankingFile } from "./load-label-ranking.js";
export { loadMafDensity } from "./load-maf-density.js";
export {
  loadMultilabel,
  loadMultilabelFiles,
  type MultilabelFiles,
  type MultilabelSplit,
} from "./load-multilabel.js";
export { loadRegression, type RegressionData } from "./load-regression.js";
export { loadTable } from "./load-table.js";
export { type Matrix, type MatrixLike, takeRows } from "./matrix.js";
export { type MultilabelSources, multilabelDatasets } from "./multilabel-datasets.js";
export { type Arff, type ArffOptions, parseArff } from "./parse-arff.js";
export { parseBinary } from "./parse-binary.js";
export { parseEdgeList } from "./parse-edge-list.js";
export { type IdxArray, parseIdx } from "./parse-idx.js";
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
export { parseTable, type Table, type TableOptions } from "./parse-table.js";
export { ffjordDensities, snlDensities } from "./planar-densities.js";
export type { PlanarDensity, Points } from "./planar-density.js";
export { rankByNaiveBayes } from "./rank-by-naive-bayes.js";
export { type RegressionSources, regressionDatasets } from "./regression-datasets.js";
export { regressionDensities } from "./regression-densities.js";
export { sampleIsing } from "./sample-ising.js";
export { type ColumnStatistics, columnStatistics, standardize } from "./standardize.js";
export { standardizedDensity } from "./standardized-density.js";
export { type TableFacts, type TableSources, tableDatasets } from "./table-datasets.js";
export { type TrainTestSplit, trainTestSplit } from "./train-test-split.js";
export { type XorLabels, xorLabels } from "./xor-labels.js";
