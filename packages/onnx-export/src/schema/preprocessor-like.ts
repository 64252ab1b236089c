/**
 * How the columns of a table become the features of a model, as `fitPreprocessor` of @ebm/datasets
 * fits it: plain JSON, with columns known by name.
 */
export interface PreprocessorLike {
  readonly columns: readonly FittedColumnLike[];
  /** What was decided, one plain sentence each. */
  readonly notes?: readonly string[];
}

export type FittedColumnLike = FittedNumberLike | FittedCategoryLike | FittedBooleanLike;

/** A number or a point in time: x becomes (x − center) / scale. */
export interface FittedNumberLike {
  readonly name: string;
  readonly kind: "number" | "datetime";
  /** Whether training rows lacked it: then a feature says where it is missing. */
  readonly hasMissing: boolean;
  /** The value that stands for a missing one. */
  readonly median: number;
  readonly center: number;
  /** 0 if training had one value only: then the feature is left out. */
  readonly scale: number;
  /** Quantiles in rising order: x becomes the level of its value, on a line between two of them. */
  readonly quantiles?: readonly { readonly value: number; readonly level: number }[] | undefined;
  /** The periods whose sine and cosine are features of a point in time. */
  readonly periods?: readonly Period[];
}

export type Period = "day" | "week" | "year";

/** A category: a feature for each value, or one feature for two values. */
export interface FittedCategoryLike {
  readonly name: string;
  readonly kind: "category";
  readonly hasMissing: boolean;
  readonly categories: readonly string[];
  readonly unknown: UnknownCategory;
}

/**
 * What becomes of a category that training did not have: zeros (½ where two values share a
 * feature), a feature of its own, or an error.
 */
export type UnknownCategory = "zeros" | "state" | "error";

/** True becomes 1, false 0, and a missing value ½. */
export interface FittedBooleanLike {
  readonly name: string;
  readonly kind: "boolean";
  readonly hasMissing: boolean;
}
