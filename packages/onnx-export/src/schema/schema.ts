import type { UnknownCategory } from "./preprocessor-like.js";

/** The meaning of the inputs and outputs of a file. It is stored in the metadata as JSON. */
export interface Schema {
  /** The version of this format. */
  readonly version: 1;
  /** Inputs that take raw columns, float64 [batch, columns], by name. */
  readonly inputs: Readonly<Record<string, { readonly columns: readonly InputColumn[] }>>;
  readonly target?: Target;
  /**
   * The texts that meant a missing value in the training file, if the user named them. Default: those
   * of the format.
   */
  readonly missing?: readonly string[];
  /** The decisions made in training, one plain sentence each. */
  readonly notes?: readonly string[];
}

/** A column of an input. */
export type InputColumn = NumberInput | CategoryInput;

interface Input {
  readonly name: string;
  /**
   * The treatment of a missing value: the model has a feature for it ("state"), a neutral value such as
   * the median replaces it ("imputed"), or it is an error ("refused").
   */
  readonly missing: "state" | "imputed" | "refused";
}

/** Numbers, milliseconds since 1970, or 1 and 0. NaN if the value is missing. */
export interface NumberInput extends Input {
  readonly kind: "number" | "datetime" | "boolean";
  /** The unit of measurement. */
  readonly unit?: string;
}

/** Positions in `categories`. NaN or −1 if the value is missing. */
export interface CategoryInput extends Input {
  readonly kind: "category";
  readonly categories: readonly string[];
  readonly unknown: UnknownCategory;
}

/** The meaning of y. */
export type Target = LabelTarget | NumberTarget;

/** A set of labels, an order of labels, or bits, each as a member of a structure. */
export interface LabelTarget {
  readonly kind: "label-set" | "ranking" | "bits";
  /** The names of the labels or bits, in the order of the entries of y. */
  readonly labels: readonly string[];
  /** The set Y, such as "hypercube(14)". */
  readonly structure: string;
  /**
   * The column that lists the labels of a row, such as `calm|sad`, or ranks them, such as `b>a>c`.
   * Default: each label is a column.
   */
  readonly column?: string;
}

/** One number. */
export interface NumberTarget {
  readonly kind: "number";
  readonly name: string;
  readonly unit?: string;
  /** The model was trained on (y − center) / scale. Default: y itself. */
  readonly scaling?: { readonly center: number; readonly scale: number };
}
