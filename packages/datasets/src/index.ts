export { type BinarizeOptions, binarize } from "./binarize.js";
export { type BinarySources, binaryDatasets } from "./files/binary-datasets.js";
export type { DataFile, DatasetFacts, DatasetName } from "./files/data-file.js";
export type { DownloadOptions, DownloadProgress } from "./files/download.js";
export { type FetchOptions, fetchDataset } from "./files/fetch-dataset.js";
export { type GraphSources, graphDatasets } from "./files/graph-datasets.js";
export { type ImageSources, imageDatasets } from "./files/image-datasets.js";
export { type LabelRankingSources, labelRankingDatasets } from "./files/label-ranking-datasets.js";
export { type BinarySplit, loadBinary } from "./files/load-binary.js";
export { loadCiteseer } from "./files/load-citeseer.js";
export { loadEgoSmall } from "./files/load-ego-small.js";
export { type ImageData, loadImages } from "./files/load-images.js";
export { loadLabelRanking, loadLabelRankingFile } from "./files/load-label-ranking.js";
export { loadMafDensity } from "./files/load-maf-density.js";
export {
  loadMultilabel,
  loadMultilabelFiles,
  type MultilabelFiles,
  type MultilabelSplit,
} from "./files/load-multilabel.js";
export { loadRegression, type RegressionData } from "./files/load-regression.js";
export { type LoadTableOptions, loadTable } from "./files/load-table.js";
export { type MultilabelSources, multilabelDatasets } from "./files/multilabel-datasets.js";
export { type RegressionSources, regressionDatasets } from "./files/regression-datasets.js";
export { type TableFacts, type TableSources, tableDatasets } from "./files/table-datasets.js";
export type { Attribute } from "./formats/columns.js";
export type { NominalEncoding } from "./formats/encode-features.js";
export { type Arff, type ArffOptions, parseArff } from "./formats/parse-arff.js";
export {
  type LabelRankingData,
  type LabelRankingOptions,
  parseLabelRanking,
} from "./formats/parse-label-ranking.js";
export { type LibsvmOptions, parseLibsvm } from "./formats/parse-libsvm.js";
export { parseMulanLabels } from "./formats/parse-mulan-labels.js";
export {
  type MultilabelData,
  type MultilabelOptions,
  parseMultilabel,
} from "./formats/parse-multilabel.js";
export { type NumericTable, type NumericTableOptions, parseTable } from "./formats/parse-table.js";
export { decodeGraphs } from "./graphs/decode-graphs.js";
export { encodeGraphs } from "./graphs/encode-graphs.js";
export { erdosRenyiCouplings } from "./graphs/erdos-renyi-couplings.js";
export type { Graph } from "./graphs/graph.js";
export { type Couplings, isingLattice } from "./graphs/ising-lattice.js";
export { type SampleIsingOptions, sampleIsing } from "./graphs/sample-ising.js";
export { type Matrix, takeRows } from "./matrix.js";
export type { ConditionalDensity, Pairs } from "./planar/conditional-density.js";
export { grayBounds } from "./planar/gray-bounds.js";
export { type GrayCode, grayCode } from "./planar/gray-code.js";
export { ffjordDensities, snlDensities } from "./planar/planar-densities.js";
export type { PlanarDensity, PlanarPoints } from "./planar/planar-density.js";
export { regressionDensities } from "./planar/regression-densities.js";
export { standardizedDensity } from "./planar/standardized-density.js";
export { type NaiveBayesRankingOptions, rankByNaiveBayes } from "./rank-by-naive-bayes.js";
export { kFolds } from "./splits/k-folds.js";
export type { SplitBy } from "./splits/split-by.js";
export { type TrainTestSplit, trainTestSplit } from "./splits/train-test-split.js";
export { type ColumnStatistics, columnStatistics, standardize } from "./standardize.js";
export { applyPreprocessor } from "./tables/apply-preprocessor.js";
export { columnNames } from "./tables/column-names.js";
export { featureNames } from "./tables/feature-names.js";
export { fitPreprocessor, type PreprocessorOptions } from "./tables/fit-preprocessor.js";
export type { NumberScaling } from "./tables/fit-scale.js";
export { type LabelSetOptions, type LabelSets, labelSets } from "./tables/label-sets.js";
export { logVolume } from "./tables/log-volume.js";
export type { TableFormat } from "./tables/open-records.js";
export { parquetGroups } from "./tables/parquet-groups.js";
export {
  type NumberRows,
  type ParquetNumbersInputs,
  parquetNumbers,
} from "./tables/parquet-numbers.js";
export type {
  FittedBoolean,
  FittedCategory,
  FittedColumn,
  FittedDatetime,
  FittedNumber,
  Period,
  Preprocessor,
  UnknownCategories,
} from "./tables/preprocessor.js";
export { type Rankings, rankings } from "./tables/rankings.js";
export { readTable } from "./tables/read-table.js";
export { type SelectOptions, selectColumns } from "./tables/select-columns.js";
export { selectRows } from "./tables/select-rows.js";
export type {
  BooleanColumn,
  CategoryColumn,
  ColumnKind,
  DatetimeColumn,
  NumberColumn,
  Table,
  TableColumn,
  TextColumn,
} from "./tables/table.js";
export { type ReadTableOptions, tableChunks } from "./tables/table-chunks.js";
export type { ColumnTypes } from "./tables/table-schema.js";
export type { TableSource } from "./tables/table-source.js";
export { type XorLabels, type XorLabelsOptions, xorLabels } from "./xor-labels.js";
