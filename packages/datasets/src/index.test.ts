import { expect, test } from "vitest";
import * as datasets from "./index.js";

test("the public API", () => {
  expect(Object.keys(datasets)).toMatchInlineSnapshot(`
    [
      "erdosRenyiCouplings",
      "fetchDataset",
      "grayBounds",
      "grayCode",
      "isingLattice",
      "labelRankingDatasets",
      "loadLabelRanking",
      "loadLabelRankingFile",
      "loadMultilabel",
      "loadMultilabelFiles",
      "takeRows",
      "multilabelDatasets",
      "parseArff",
      "parseLabelRanking",
      "parseLibsvm",
      "parseMulanLabels",
      "parseMultilabel",
      "ffjordDensities",
      "snlDensities",
      "rankByNaiveBayes",
      "regressionDensities",
      "sampleIsing",
      "columnStatistics",
      "standardize",
      "standardizedDensity",
      "trainTestSplit",
    ]
  `);
});
