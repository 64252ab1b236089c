import { featureNames, type Preprocessor } from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";

/** Number of categories of each column, with one for those that training had not; 0 for numbers. */
export function categoriesOf({ columns }: Preprocessor): readonly number[] {
  return columns.map((column) => {
    if (column.kind === "category") return column.categories.length + 1;
    return column.kind === "boolean" ? 2 : 0;
  });
}

/**
 * Returns the rows of a density as a function of features, as a preprocessor of `fitDensityColumns`
 * has them: numbers, codes of categories, and NaN where a value is missing.
 *
 * It maps shape [rows, features] to shape [rows, columns].
 */
export function densityRowsOf({ columns }: Preprocessor): (features: tf.Tensor2D) => tf.Tensor2D {
  return (features) => {
    const rows = features.shape[0];
    let start = 0;
    const read = columns.map((column) => {
      const size = featureNames({ columns: [column] }).length;
      const take = (from: number, width: number): tf.Tensor2D =>
        tf.slice(features, [0, start + from], [rows, width]);
      const values = size - Number(column.hasMissing);
      const own =
        column.kind === "category"
          ? codesOf(take(0, values), column.categories.length)
          : take(0, 1);
      const missing = column.hasMissing ? take(values, 1) : undefined;
      start += size;
      return missing ? tf.where(tf.greater(missing, 0.5), Number.NaN, own) : own;
    });
    return tf.concat(read, 1) as tf.Tensor2D;
  };
}

/** The code of a category: two share a feature, and the last feature is that of unknown ones. */
function codesOf(features: tf.Tensor2D, categories: number): tf.Tensor2D {
  const [rows, width] = features.shape;
  const unknown = tf.slice(features, [0, width - 1], [rows, 1]);
  const known = tf.slice(features, [0, 0], [rows, width - 1]);
  const code = categories === 2 ? known : tf.sum(tf.mul(known, tf.range(0, categories)), 1, true);
  return tf.where(tf.greater(unknown, 0.5), categories, code) as tf.Tensor2D;
}
