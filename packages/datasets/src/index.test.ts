import { expect, test } from "vitest";
import * as datasets from "./index.js";

test("the public API", () => {
  expect(Object.keys(datasets)).toMatchInlineSnapshot(`
    [
      "fetchDataset",
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
      "columnStatistics",
      "standardize",
      "standardizedDensity",
      "trainTestSplit",
    ]
  `);
});
