/**
 * The conversion of table columns to features of a model, as fitted by `fitPreprocessor` of
 * @ebm/datasets. It is plain JSON, with columns by name.
 */
export interface PreprocessorLike {
  readonly columns: readonly FittedColumnLike[];
  /** The decisions, one plain sentence each. */
  readonly notes?: readonly string[];
}

export type FittedColumnLike = FittedNumberLike | FittedCategoryLike | FittedBooleanLike;

/** A number or a point in time. x becomes (x − center) / scale. */
export interface FittedNumberLike {
  readonly name: string;
  readonly kind: "number" | "datetime";
  /** Whether training rows had missing values. If so, an extra feature marks missing values. */
  readonly hasMissing: boolean;
  /** The replacement of a missing value. */
  readonly median: number;
  readonly center: number;
  /** The scale. 0 if training had only one value; the feature is then omitted. */
  readonly scale: number;
  /** Quantiles in increasing order. x becomes its level, interpolated between two quantiles. */
  readonly quantiles?: readonly { readonly value: number; readonly level: number }[] | undefined;
  /** The periods whose sine and cosine are features of a point in time. */
  readonly periods?: readonly Period[];
}

export type Period = "day" | "week" | "year";

/** A category: one feature for each value, or one feature for two values. */
export interface FittedCategoryLike {
  readonly name: string;
  readonly kind: "category";
  readonly hasMissing: boolean;
  readonly categories: readonly string[];
  readonly unknown: UnknownCategory;
}

/**
 * The treatment of a category that training did not have: zeros (½ if two values share a feature), a
 * separate feature, or an error.
 */
export type UnknownCategory = "zeros" | "state" | "error";

/** A boolean. True becomes 1, false 0, and a missing value ½. */
export interface FittedBooleanLike {
  readonly name: string;
  readonly kind: "boolean";
  readonly hasMissing: boolean;
}
