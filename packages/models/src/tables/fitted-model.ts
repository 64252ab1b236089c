import type { Key } from "@ebm/core";
import type { ColumnKind } from "@ebm/datasets";
import type { TableRows } from "./table-rows.js";

/**
 * A model that was fitted to a table, or that `loadModel` opened. All kinds of models have this
 * shape. `Y` is what a row is predicted to have, and `Scores` are how well it is predicted.
 */
export interface FittedModel<Y = unknown, Scores extends FitScores = FitScores> {
  /** The kind of prediction: "multilabel", "ranking", "binary", "density" or "regression". */
  readonly kind: string;
  /** The kinds of the columns that it learned from, by name: `types` of `readTable` for new rows. */
  readonly columns: ReadonlyMap<string, ColumnKind>;
  /** The fitted parts, with their losses on rows that they did not learn from. */
  readonly report: FitReport;
  /** Compares the model with rows that have the columns to predict. Returns scores by name. */
  evaluate(rows: TableRows): Promise<Scores>;
  /** Returns the prediction for each row. */
  predict(rows: TableRows): Promise<readonly Y[]>;
  /** Returns log p of what each row has, in nats. Shape [rows]. */
  logProb(rows: TableRows): Promise<Float64Array>;
  /** Returns samples for each row. */
  sample(rows: TableRows, options?: SampleOptions): Promise<readonly (readonly Y[])[]>;
  /** Returns the probability of each label by name, for each row. */
  marginals(rows: TableRows): Promise<readonly Readonly<Record<string, number>>[]>;
  /** Returns what each part of the model adds. */
  explain(): readonly ExplainedPart[];
  /**
   * Writes a directory that `loadModel` opens: ONNX files that take the columns of the table and
   * need nothing of this library, and `model.json`.
   */
  save(directory: string, options?: SaveOptions): Promise<void>;
  /** Frees the memory that the runtime holds. */
  dispose(): Promise<void>;
}

/** The likeliest predictions of a row. */
export interface Likeliest<Y> {
  /** Each with its probability, the likeliest first. */
  readonly answers: readonly { readonly y: Y; readonly probability: number }[];
  /** Whether no other one is likelier. A search among many may miss some. */
  readonly isExact: boolean;
}

export interface SaveOptions {
  /** Whether to write the ONNX files for other programs too. Default: true. */
  readonly exports?: boolean;
}

export interface SampleOptions {
  /** Default: key(0). */
  readonly key?: Key;
  /** Number of samples for each row. Default: 1. */
  readonly samples?: number;
}

/** Mean losses of rows in nats, −log p. */
export interface FitScores {
  readonly nll: number;
  readonly nllStandardError: number;
  /** The loss of the base, without an energy on top. */
  readonly baseNll: number;
  /** The loss of the best model that does not see the features. */
  readonly frequencyNll: number;
  /** The loss if everything is equally likely. */
  readonly uniformNll: number;
}

/** The fitted parts. Losses are in nats per row, on rows that the parts did not learn from. */
export interface FitReport extends Pick<FitScores, "nll" | "frequencyNll" | "uniformNll"> {
  /** Number of rows that the model learned from. */
  readonly rows: number;
  /** The name of the base. */
  readonly base: string;
  readonly baseNll: number;
  /** The energy on top of the base. Undefined if there is none. */
  readonly energy: { readonly name: string; readonly gain: number } | undefined;
  /** The parts of the model from the simplest to the whole, each with its loss. */
  readonly parts: readonly { readonly part: string; readonly nll: number }[];
  /** The members of the base: the loss of each member alone, and its weight. */
  readonly members: readonly {
    readonly name: string;
    readonly nll: number;
    readonly weight: number;
  }[];
  /** The inferences, decisions and omissions, one plain sentence each. */
  readonly notes: readonly string[];
}

/** A part of a model, from the simplest to the whole. */
export interface ExplainedPart {
  readonly part: string;
  /** The loss with this part and all before it, in nats a row. */
  readonly nll: number;
  /** The decrease of the loss by this part. */
  readonly gain: number;
}
