export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** The contents of a report, as plain JSON. null means not finite, or cannot be computed. */
export interface ReportData {
  readonly title: string;
  readonly dataset: DatasetFacts;
  readonly config: { readonly [key: string]: Json };
  /** The command that reproduces this run. */
  readonly command: string;
  readonly training: readonly TrainingPoint[];
  /** The unit of the training loss, if it has one. */
  readonly lossUnit?: string;
  /** The metric that validation chose by; larger is better. */
  readonly score: string;
  readonly validation?: readonly ValidationPoint[];
  /** The findings, one plain sentence each. They come first. */
  readonly findings?: readonly string[];
  /** The problems of the results, one plain sentence each. */
  readonly warnings?: readonly string[];
  /** Tables that describe the fit. */
  readonly tables?: readonly ReportTable[];
  /** Metrics on held-out data; scores are × 100. */
  readonly metrics: { readonly [metric: string]: number | null };
  /**
   * The names, formats and directions of metrics. A metric without an entry has its key as its
   * name.
   */
  readonly metricFacts: { readonly [metric: string]: MetricFacts };
  /** The metrics at the top of the report, in this order. */
  readonly headline: readonly string[];
  readonly published?: readonly PublishedFigure[];
  readonly logPartition?: LogPartitionPairs;
  /** The learned τ(x) of some inputs, and bounds where the exact log Z(x) is out of reach, in nats. */
  readonly logPartitionBracket?: LogPartitionBrackets;
  readonly calibration?: readonly CalibrationBin[];
  readonly labels?: readonly LabelScore[];
  /** Pictures of densities and of rows. */
  readonly maps?: readonly ReportMaps[];
  /**
   * Errors of exported files against the trained model: one entry per file, runtime and batch size.
   */
  readonly exports?: readonly ExportCheck[];
  readonly timings?: Timings;
  /** Versions and options that affect the numbers. Nothing that identifies a machine. */
  readonly environment: { readonly [key: string]: string };
}

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface DatasetFacts {
  readonly name: string;
  readonly rows: number;
  /** Numbers of columns by kind, such as { Features: 72, Labels: 6 }. */
  readonly dimensions: { readonly [name: string]: number };
  /** Number of rows of each part, such as { train: 1200, validation: 300, test: 917 }. */
  readonly split: { readonly [part: string]: number };
  /** The source of the data. */
  readonly source?: string;
}

export interface MetricFacts {
  readonly name: string;
  readonly explanation?: string;
  readonly better?: "higher" | "lower";
  readonly decimals?: number;
}

export interface TrainingPoint {
  readonly step: number;
  readonly loss: number | null;
}

export interface ValidationPoint {
  readonly step: number;
  /** The negative log-likelihood in nats. */
  readonly nll?: number | null;
  /** The score that validation chose by. */
  readonly score?: number | null;
}

export interface PublishedFigure {
  /** A key of `metrics`. */
  readonly metric: string;
  readonly value: number;
  readonly method: string;
  /**
   * Whether the figure is for the method of this run. Plots show all figures, everything else this
   * one.
   */
  readonly own: boolean;
  readonly source: string;
  readonly url?: string;
}

/** The learned τ(x) and the exact log Z(x) for each held-out input x, in nats. */
export interface LogPartitionPairs {
  readonly learned: readonly (number | null)[];
  readonly exact: readonly (number | null)[];
}

/** The learned τ(x) and bounds of log Z(x) by annealed importance sampling, in nats. */
export interface LogPartitionBrackets {
  readonly learned: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** Predictions with similar probabilities, and how often they were right. */
export interface CalibrationBin {
  /** Mean predicted probability. */
  readonly predicted: number;
  /** The fraction of them that were right. */
  readonly observed: number;
  readonly count: number;
}

/** Functions on planes, in rows and columns. */
export interface ReportMaps {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  /** The names of the rows of panels, and of the columns. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly panels: readonly {
    readonly row: string;
    readonly column: string;
    /** Values from 0, white, to 1, row by row from the top. */
    readonly values: readonly number[];
    readonly width: number;
  }[];
}

export interface LabelScore {
  readonly label: string;
  /** F1 × 100. */
  readonly f1: number | null;
  /** Number of held-out rows that have the label. */
  readonly support: number;
}

export interface ExportCheck {
  readonly file: string;
  /** The runtime, and its version. */
  readonly runtime: string;
  readonly batch: number;
  readonly maxAbsError: number | null;
  readonly maxRelError: number | null;
  readonly passed: boolean;
}

interface Timings {
  /** Missing if training has no steps. */
  readonly msPerStep?: number;
  readonly totalSeconds: number;
}
