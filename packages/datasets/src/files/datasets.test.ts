import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { binaryDatasets } from "./binary-datasets.js";
import { graphDatasets } from "./graph-datasets.js";
import { imageDatasets } from "./image-datasets.js";
import { labelRankingDatasets } from "./label-ranking-datasets.js";
import { multilabelDatasets } from "./multilabel-datasets.js";
import { regressionDatasets } from "./regression-datasets.js";
import { tableDatasets } from "./table-datasets.js";

test.each(
  Object.entries({
    binaryDatasets,
    graphDatasets,
    imageDatasets,
    labelRankingDatasets,
    multilabelDatasets,
    regressionDatasets,
    tableDatasets,
  }),
)("the README lists all of %s", (_, table) => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const missing = Object.keys(table).filter((name) => !new RegExp(`[ |]${name}[ ,]`).test(readme));
  expect(missing).toEqual([]);
});
