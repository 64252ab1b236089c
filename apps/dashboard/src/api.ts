/** The JSON that `ebm dashboard` sends to its page, and takes from it. */

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

export type RunState = "running" | "finished" | "stopped";

/** The statistics of all points of a series. */
export interface SeriesSummary {
  readonly count: number;
  readonly last: number;
  readonly lastStep: number;
  readonly min: number;
  readonly minStep: number;
  readonly max: number;
  readonly maxStep: number;
}

/** A problem of a run, and what to do about it. */
export interface Alarm {
  readonly kind: "divergence" | "weight collapse" | "log Z gap" | "overfitting";
  /** The measurement, in one sentence. */
  readonly text: string;
  readonly advice: string;
}

/** A run in the list. */
export interface RunRow {
  /** The path of its directory from the directory of all runs, with `/` between names. */
  readonly id: string;
  readonly state: RunState;
  readonly task: string;
  /** The name of the data set or of the file. */
  readonly data: string;
  /** The seed. Null if the config has none. */
  readonly seed: number | null;
  /** The last step in the log. */
  readonly step: number;
  /** Number of steps of the whole run. Null if it is not known. */
  readonly steps: number | null;
  /** The time of its config in ms since 1970. */
  readonly started: number;
  /** The time of the last change in ms since 1970. */
  readonly changed: number;
  /** The settings, without versions of programs. */
  readonly config: { readonly [key: string]: Json };
  /** The metrics of the test rows. Empty until the run is finished. */
  readonly metrics: { readonly [metric: string]: number | null };
  /** The series of the log by name, such as `loss` and `validation/nll`. */
  readonly series: { readonly [name: string]: SeriesSummary };
  readonly tags: readonly string[];
  readonly alarms: readonly Alarm[];
  /** The problem that makes its files unreadable. */
  readonly problem?: string;
}

/** The name, format and direction of a metric. */
export interface MetricFacts {
  readonly name: string;
  readonly explanation?: string;
  readonly better?: "higher" | "lower";
  readonly decimals?: number;
}

export interface PublishedFigure {
  readonly metric: string;
  readonly value: number;
  readonly method: string;
  /** Whether the figure is for the method of the run. */
  readonly own: boolean;
  readonly source: string;
  readonly url?: string;
}

/** The contents of the page of one run. */
export interface RunDetail {
  readonly row: RunRow;
  readonly versions: { readonly [program: string]: string };
  readonly command?: string;
  readonly metricFacts: { readonly [metric: string]: MetricFacts };
  readonly headline: readonly string[];
  readonly published: readonly PublishedFigure[];
  readonly warnings: readonly string[];
  /** Training went back to these steps. */
  readonly rollbacks: readonly { readonly step: number; readonly reason: string }[];
  /** Files that can be downloaded. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly hasReport: boolean;
  readonly logPartition?: LogPartition;
  readonly logPartitionBracket?: LogPartitionBracket;
  readonly calibration?: readonly CalibrationBin[];
  /** The last lines that a run started from this page has printed. */
  readonly output: string;
}

/** The learned log-partition of some x, and bounds by annealed importance sampling, in nats. */
export interface LogPartitionBracket {
  readonly learned: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** The learned log-partition of each held-out x, and its exact value, in nats. */
export interface LogPartition {
  readonly learned: readonly (number | null)[];
  readonly exact: readonly (number | null)[];
}

export interface CalibrationBin {
  readonly predicted: number;
  readonly observed: number;
  readonly count: number;
}

/** A part of a series, reduced for drawing: the least and the largest point of each pixel. */
export interface DrawnSeries extends Points {
  readonly run: string;
  /** The smoothed values, computed from all points. Missing without smoothing. */
  readonly smooth?: Points;
  /** Number of points in the whole series. */
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** The mean of several runs at the steps that all of them have, ± their standard deviation. */
export interface Spread {
  readonly mean: Points;
  readonly low: Points;
  readonly high: Points;
  /** Number of runs. */
  readonly count: number;
}

export interface Points {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** An option of `ebm run`. */
export interface TaskOption {
  readonly flag: string;
  readonly description: string;
  readonly group: string;
  /** The word for its value, such as `n`. Missing if it takes none. */
  readonly value?: string;
  readonly choices?: readonly string[];
}

export interface TaskForm {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly TaskOption[];
  readonly metricFacts: { readonly [metric: string]: MetricFacts };
  readonly headline: readonly string[];
}

export interface StartRequest {
  readonly task: string;
  /** The values of options by flag, such as `--dataset`. */
  readonly options: { readonly [flag: string]: string };
  /** The name of the run's directory. Default: one made from the config. */
  readonly name?: string;
}
