export type ModelKind = "density" | "labels" | "ranking" | "bits";

/** A column of the input of a model. */
export interface PlayColumn {
  readonly name: string;
  readonly unit?: string | undefined;
  /** The names of the categories. Empty for a number. */
  readonly categories: readonly string[];
  /** The range of a slider. The file does not tell it, unless the column is of 0 and 1. */
  readonly low: number;
  readonly high: number;
}

/** The facts about a model that its file has. */
export interface ModelFacts {
  readonly kind: ModelKind;
  readonly description: string;
  /** Lines about its origin: the method, the data set. */
  readonly origin: Readonly<Record<string, string>>;
  /** The columns of x. */
  readonly columns: readonly PlayColumn[];
  /** The names of the labels or the items of y. Empty without y. */
  readonly labels: readonly string[];
  /** Whether the file gives log-probabilities, instead of energies alone. */
  readonly isNormalized: boolean;
}
