import type { RuntimeName } from "@ebm/engine";
import type { JointLossName } from "@ebm/models";
import type { Activation } from "@ebm/nn";
import { z } from "zod";
import type { RunConfig } from "../../run-files/run-config.js";
import { type Fields, number, oneOf, runFields, whole, widths } from "../fields.js";
import {
  type SplitSettings,
  splitFields,
  type TableSettings,
  tableFields,
} from "../tables/table-settings.js";

/** Hyperparameters whose defaults depend on the data set. */
export interface Hyperparameters {
  readonly steps: number;
  readonly learningRate: number;
  /** Whether the learning rate is constant, or falls to 0 along half a cosine. */
  readonly schedule: "constant" | "cosine";
  /** Number of rows per step, at most the number of training rows. */
  readonly batchSize: number | "full";
  /** Number of samples from the prior per step, which the batch shares. */
  readonly samples: number;
  /** Widths of the hidden layers of the network that computes the scores. */
  readonly hidden: readonly number[];
  /** Widths of the hidden layers of the network that computes τ(x). */
  readonly logPartitionHidden: readonly number[];
  readonly activation: Activation;
  /** Decoupled weight decay, as in AdamW, of the network that computes the scores. */
  readonly weightDecay: number;
}

/** The config of a run on rows of features and targets. */
export interface RowsConfig extends RunConfig, TableSettings, SplitSettings {
  /** The fraction of rows to test on, unless a file determines them. */
  readonly testShare: number;
  /** The fraction of training rows that choose the step to keep. 0 keeps the last step. */
  readonly validationShare: number;
}

/** The config of a model over a structure, trained with its log-partition. */
export interface StructuredConfig extends RowsConfig, Hyperparameters {
  readonly steps: number;
  readonly runtime: RuntimeName;
  readonly loss: JointLossName;
  readonly model: string;
}

/** The fields of all runs on rows. */
export const rowsFields: Fields<Omit<RowsConfig, "task" | "data">> = {
  ...runFields,
  ...tableFields,
  ...splitFields,
  testShare: number("a number above 0 and below 1", (value) => value > 0 && value < 1),
  validationShare: number("a number from 0 to below 1", (value) => value >= 0 && value < 1),
};

/** The fields that both tasks share. */
export const structuredFields: Fields<Omit<StructuredConfig, "task" | "data" | "model">> = {
  ...rowsFields,
  learningRate: number("a number above 0", (value) => value > 0 && value < Infinity),
  schedule: oneOf(["constant", "cosine"]),
  batchSize: z.union([z.literal("full"), whole(1)], { error: "a whole number from 1, or full" }),
  samples: whole(1),
  hidden: widths(),
  logPartitionHidden: widths(),
  activation: oneOf(["relu", "elu", "tanh", "swish", "softplus"]),
  weightDecay: number("a number from 0", (value) => value >= 0 && value < Infinity),
  runtime: oneOf(["onnx", "native", "auto", "tfjs"]),
  loss: oneOf(["logistic", "sparsemax"]),
};

/** The options that have the same default for all data. */
export const structuredDefaults = {
  loss: "logistic",
  runtime: "onnx",
  seed: 0,
  testShare: 0.2,
  validationShare: 0,
} as const;
