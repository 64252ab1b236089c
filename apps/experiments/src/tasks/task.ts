import type { FetchOptions } from "@ebm/datasets";
import type { Checkpoint, TrainInfo } from "@ebm/engine";
import type { LoadedModel } from "@ebm/models";
import type { ModelCard } from "@ebm/onnx-export";
import type { Command } from "commander";
import type { z } from "zod";
import type { Artifact } from "../export/artifact.js";
import type {
  DatasetFacts,
  MetricFacts,
  PublishedFigure,
  ReportData,
} from "../report/report-data.js";
import type { RunConfig } from "../run-files/run-config.js";

/** A kind of problem that `ebm run <name>` solves. Everything that depends on the task is here. */
export interface Task<C extends RunConfig = RunConfig> {
  /** The name on the command line and in config.json. */
  readonly name: string;
  /** The name in reports. */
  readonly title: string;
  readonly help: TaskHelp;
  /** The data sets that `--dataset` accepts. */
  readonly datasets: readonly TaskDataset[];
  /** Adds the options that choose data and set keys of the config. */
  addOptions(command: Command): void;
  /** Divides options into data and settings. @throws {UsageError} If they name no data. */
  parseOptions(
    options: Settings,
  ): Promise<{ readonly data: C["data"]; readonly settings: Settings }>;
  readonly schema: z.ZodType<C>;
  /**
   * Returns the default settings of a run on these data. They may depend on given settings, such as
   * the model.
   */
  defaults(data: C["data"], given?: Settings): Settings;
  /** The settings that name a run's directory, besides its data and seed. */
  variant(config: C): readonly string[];
  /** Returns published figures to compare a run with. */
  published(config: C): readonly PublishedFigure[];
  /** The names, formats and directions of metrics. */
  readonly metricFacts: Readonly<Record<string, MetricFacts>>;
  /** The metrics at the top of a report. */
  readonly headline: readonly string[];
  /** The names of the files that a model can be exported to. */
  readonly files: readonly string[];
  /** The files that a run writes. */
  readonly defaultFiles: readonly string[];
  /** Loads the data of a run, and prepares everything that follows from its config. */
  load(config: C, options: FetchOptions): Promise<Problem>;
}

/** Values by the name of an option or of a key of a config. */
export type Settings = Readonly<Record<string, unknown>>;

interface TaskHelp {
  readonly summary: string;
  readonly description: string;
  /** Commands, each without `ebm run <name>`. */
  readonly examples: readonly string[];
}

export interface TaskDataset {
  readonly name: string;
  readonly rows: number;
  /** Numbers of columns by kind, such as { features: 4, labels: 3 }. */
  readonly dimensions: Readonly<Record<string, number>>;
  readonly reference: string;
  /** Whether the data are included in this program, so that nothing is downloaded. */
  readonly isEmbedded?: boolean;
}

/** A task on some data: what a run trains, evaluates, exports and reports. */
export interface Problem {
  readonly dataset: Omit<DatasetFacts, "split">;
  /** Number of rows of each part. Without validation rows, a run keeps its last parameters. */
  readonly rows: Readonly<Record<"train" | "validation" | "test", number>>;
  /** Notes on what was inferred or decided about the data, one sentence each. Default: none. */
  readonly notes?: readonly string[] | undefined;
  /** Facts about the data, which the config stores. Default: nothing. */
  readonly found?: Settings | undefined;
  /** The unit of the training loss, if it has one. */
  readonly lossUnit?: string | undefined;
  /** The metric of the validation rows that chooses the parameters to keep. Larger is better. */
  readonly score: string;
  /** The last step of training. Default: `steps` of the config. */
  readonly steps?: number | undefined;
  /** Starts training, or continues from a checkpoint. */
  train(from?: Checkpoint, options?: TrainOptions): Fit;
  openEvaluator(): Evaluator;
  /** The description of the model in the metadata of exported files. */
  readonly card: Pick<ModelCard, "method" | "structure" | "dataset" | "target">;
  /** The files that a run writes. Default: `defaultFiles` of the task. */
  readonly defaultFiles?: readonly string[] | undefined;
  /** Returns the reason why this model has no such file. Undefined if it has one. */
  whyMissing(file: string, kept?: Checkpoint): string | undefined;
  makeFiles(names: readonly string[], options: MakeFilesOptions): readonly Artifact[];
  /**
   * Opens the model of a checkpoint, to predict rows with it. Undefined for the models of papers.
   */
  readonly openModel?: ((kept: Checkpoint) => LoadedModel | Promise<LoadedModel>) | undefined;
}

interface TrainOptions {
  /** Interrupts a long step. */
  readonly signal: AbortSignal;
  /** The factor of the learning rate, if there is one. Default: 1. */
  readonly learningRateScale?: number;
}

/** Training in progress: yields a line per step, or per part of a model that has no steps. */
export interface Fit extends AsyncIterable<TrainInfo | PartInfo> {
  /** The step that it would continue from. */
  readonly step: number;
  /** The checkpoint. Undefined if training cannot continue from its current state. */
  checkpoint(): Checkpoint | undefined;
  dispose(): Promise<void>;
}

/** A part of a model that is fitted. */
export interface PartInfo {
  /** The number of the part, from 1. */
  readonly step: number;
  readonly part: string;
}

/** Evaluates a model at any parameters; compiled once. */
export interface Evaluator {
  /** The metrics of the validation rows. */
  validate(params: Checkpoint["params"]): Promise<Metrics>;
  test(params: Checkpoint["params"], options?: TestOptions): Promise<TestResults>;
  dispose(): Promise<void>;
}

interface TestOptions {
  /** Stops the evaluation. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the fraction of the work that is done. Default: none. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Metrics by name; null if a value is not finite or cannot be computed. */
export type Metrics = Readonly<Record<string, number | null>>;

export interface TestResults {
  /** The metrics of the test rows. */
  readonly metrics: Metrics;
  /** Other results that the report shows. */
  readonly report: Pick<
    ReportData,
    | "logPartition"
    | "logPartitionBracket"
    | "calibration"
    | "labels"
    | "maps"
    | "findings"
    | "warnings"
    | "tables"
  >;
}

export interface MakeFilesOptions {
  readonly kept: Checkpoint;
  readonly card: ModelCard;
  /** Whether files with an input y take several y per x. Default: false. */
  readonly samples?: boolean | undefined;
}
