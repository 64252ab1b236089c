import type { Runtime } from "@ebm/engine";
import type { Activation } from "@ebm/nn";

/** What data sets have defaults for. */
export interface Hyperparameters {
  readonly steps: number;
  readonly learningRate: number;
  /** Whether the learning rate stays, or falls to 0 along half a cosine. */
  readonly schedule: "constant" | "cosine";
  /** At most as many as there are training rows. */
  readonly batchSize: number | "full";
  /** Draws from the prior a step, shared by the batch. */
  readonly samples: number;
  /** Widths of the hidden layers of the network that gives the scores. */
  readonly hidden: readonly number[];
  /** Widths of the hidden layers of the network that gives τ. */
  readonly logPartitionHidden: readonly number[];
  readonly activation: Activation;
  /** Of the weights of the network that gives the scores; decoupled, as in AdamW. */
  readonly weightDecay: number;
}

interface CommonConfig extends Hyperparameters {
  /** Decides the split, the first parameters, the batches and the noise. */
  readonly seed: number;
  readonly runtime: Runtime;
  readonly loss: "logistic" | "sparsemax";
  /** The share of the rows to test on, where no file says which. */
  readonly testShare: number;
  /** The share of the training rows that chooses the step to keep; 0 keeps the last. */
  readonly validationShare: number;
  /** What the run was made with. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface MultilabelConfig extends CommonConfig {
  readonly task: "multilabel";
  readonly data:
    | { readonly dataset: string }
    | {
        readonly train: DataFile;
        readonly test?: DataFile | undefined;
        readonly labels: DataFile;
      };
  readonly model: "unary" | "pairwise";
  /** Whether test rows are drawn from all rows, or are those of the test file. */
  readonly split: "random" | "files";
  /** What becomes of rows without a label. */
  readonly emptyRows: "keep" | "drop";
}

export interface LabelRankingConfig extends CommonConfig {
  readonly task: "label-ranking";
  readonly data: { readonly dataset: string } | { readonly file: DataFile };
  readonly model: "permutahedron" | "birkhoff";
}

/** A file of the user's, and what was in it when the run began. */
export interface DataFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * All that decides what a run computes. `config.json` holds one, and `ebm resume` reads it, so
 * that two runs of one config, and the same versions, are equal bit for bit.
 */
export type Config = MultilabelConfig | LabelRankingConfig;
