import type { UnknownCategory } from "./preprocessor-like.js";

/** What the inputs and outputs of a file stand for. It is written into the metadata as JSON. */
export interface Schema {
  /** The version of this format. */
  readonly version: 1;
  /** Inputs that take raw columns, float64 [batch, columns], by name. */
  readonly inputs: Readonly<Record<string, { readonly columns: readonly InputColumn[] }>>;
  readonly target?: Target;
  /**
   * The texts that stood for a missing value in the file of training rows, if the user named them.
   * Default: those of the format.
   */
  readonly missing?: readonly string[];
  /** What was decided in training, one plain sentence each. */
  readonly notes?: readonly string[];
}

/** A column of an input. */
export type InputColumn = NumberInput | CategoryInput;

interface Input {
  readonly name: string;
  /**
   * What becomes of a missing value: the model has a feature for it ("state"), a neutral value such
   * as the median stands in ("imputed"), or it is an error ("refused").
   */
  readonly missing: "state" | "imputed" | "refused";
}

/** Numbers, milliseconds since 1970, or 1 and 0; NaN where the value is missing. */
export interface NumberInput extends Input {
  readonly kind: "number" | "datetime" | "boolean";
  /** The unit of measurement. */
  readonly unit?: string;
}

/** Positions in `categories`; NaN or −1 where the value is missing. */
export interface CategoryInput extends Input {
  readonly kind: "category";
  readonly categories: readonly string[];
  readonly unknown: UnknownCategory;
}

/** What y stands for. */
export type Target = LabelTarget | NumberTarget;

/** A set of labels, an order of labels, or bits, each as a member of a structure. */
export interface LabelTarget {
  readonly kind: "label-set" | "ranking" | "bits";
  /** The names of the labels or bits, in the order of the entries of y. */
  readonly labels: readonly string[];
  /** The set Y, such as "hypercube(14)". */
  readonly structure: string;
  /**
   * The column that lists the labels of a row, as `calm|sad`, or ranks them, as `b>a>c`. Default:
   * each label is a column.
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
