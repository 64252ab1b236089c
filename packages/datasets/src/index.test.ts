import { expect, test } from "vitest";
import * as datasets from "./index.js";

test("the public API", () => {
  expect(Object.keys(datasets)).toMatchInlineSnapshot(`
    [
      "fetchDataset",
      "grayBounds",
      "grayCode",
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
      "columnStatistics",
      "standardize",
      "standardizedDensity",
      "trainTestSplit",
    ]
  `);
});
