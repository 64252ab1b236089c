export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** All that a report tells of a run: plain JSON, in which null stands for what was not finite, or is out of reach. */
export interface ReportData {
  readonly title: string;
  readonly task: "multilabel" | "label ranking";
  readonly dataset: DatasetFacts;
  readonly config: { readonly [key: string]: Json };
  /** What to type to obtain this run again. */
  readonly command: string;
  readonly training: readonly TrainingPoint[];
  /** Unit of the training loss; "nats" for a logistic loss, none for a sparsemax loss. */
  readonly lossUnit?: string;
  readonly validation?: readonly ValidationPoint[];
  /** On unseen data. `f1Micro`, `kendallTau`, `nll` and others have names here; scores are × 100. */
  readonly metrics: { readonly [metric: string]: number | null };
  readonly published?: readonly PublishedFigure[];
  readonly logPartition?: LogPartitionPairs;
  readonly calibration?: readonly CalibrationBin[];
  readonly labels?: readonly LabelScore[];
  /** Exported files beside the trained model, one entry a file, runtime and batch size. */
  readonly exports?: readonly ExportCheck[];
  readonly timings?: Timings;
  /** Versions and settings that bear on the numbers; nothing that names a machine. */
  readonly environment: { readonly [key: string]: string };
}

interface DatasetFacts {
  readonly name: string;
  readonly rows: number;
  readonly features: number;
  /** Labels, or the items that are ranked. */
  readonly labels: number;
  /** Rows of each part, such as { train: 1200, validation: 300, test: 917 }. */
  readonly split: { readonly [part: string]: number };
  /** Where the data are from. */
  readonly source?: string;
}

export interface TrainingPoint {
  readonly step: number;
  readonly loss: number | null;
}

export interface ValidationPoint {
  readonly step: number;
  /** Negative log-likelihood in nats. */
  readonly nll?: number | null;
  /** F1 or Kendall's τ, × 100. */
  readonly score?: number | null;
}

export interface PublishedFigure {
  /** A key of `metrics`. */
  readonly metric: string;
  readonly value: number;
  readonly method: string;
  /** Whether this run is of the method too: a plot shows all figures, all else this one. */
  readonly own: boolean;
  readonly source: string;
  readonly url?: string;
}

/** Per unseen input x: the learned τ(x), and the exact log Z(x), in nats. */
export interface LogPartitionPairs {
  readonly learned: readonly (number | null)[];
  readonly exact: readonly (number | null)[];
}

/** Predictions of like probability, and how often they came true. */
export interface CalibrationBin {
  /** Mean predicted probability. */
  readonly predicted: number;
  /** Share of them that were so. */
  readonly observed: number;
  readonly count: number;
}

export interface LabelScore {
  readonly label: string;
  /** × 100. */
  readonly f1: number | null;
  /** Unseen rows that carry the label. */
  readonly support: number;
}

export interface ExportCheck {
  readonly file: string;
  /** What ran it, and its version. */
  readonly runtime: string;
  readonly batch: number;
  readonly maxAbsError: number | null;
  readonly maxRelError: number | null;
  readonly passed: boolean;
}

interface Timings {
  readonly msPerStep: number;
  readonly totalSeconds: number;
}
