/**
 * How the columns of a table become numbers for a model: a plain JSON object, fitted on training
 * rows. Columns are known by name.
 */
export interface Preprocessor {
  readonly columns: readonly FittedColumn[];
  /** Columns that had one value in training. They are left out. */
  readonly constant: readonly string[];
  /** The decisions, one plain sentence each. */
  readonly notes: readonly string[];
}

export type FittedColumn = FittedNumber | FittedDatetime | FittedCategory | FittedBoolean;

interface Fitted {
  readonly name: string;
  /** Whether training rows lacked it: then a feature says where it is missing. */
  readonly hasMissing: boolean;
}

/** A number x becomes (x − center) / scale. */
export interface FittedNumber extends Fitted {
  readonly kind: "number";
  /** The replacement of a missing value. */
  readonly median: number;
  readonly center: number;
  /** 0 if training had one value only: then the feature is left out. */
  readonly scale: number;
  /** Quantiles in rising order, for quantile scaling: x becomes its rank, at unit variance. */
  readonly quantiles?: readonly { readonly value: number; readonly level: number }[] | undefined;
}

/** A time becomes a number and, for each period, the sine and cosine of its phase. */
export interface FittedDatetime extends Fitted {
  readonly kind: "datetime";
  readonly median: number;
  readonly center: number;
  readonly scale: number;
  readonly periods: readonly Period[];
}

export type Period = "day" | "week" | "year";

/** A category becomes a feature for each value seen in training, or one feature for two values. */
export interface FittedCategory extends Fitted {
  readonly kind: "category";
  /** The values seen in training, sorted. */
  readonly categories: readonly string[];
  readonly unknown: UnknownCategories;
}

/**
 * What becomes of a category that training had not: zeros (½ where two values share a feature), a
 * feature of its own, or an error.
 */
export type UnknownCategories = "zeros" | "state" | "error";

/** True becomes 1, false 0, and a missing value ½. */
export interface FittedBoolean extends Fitted {
  readonly kind: "boolean";
}
