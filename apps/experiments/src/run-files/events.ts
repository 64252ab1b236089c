import type { TrainInfo } from "@ebm/engine";
import type { RunConfig } from "./run-config.js";

/** A line of metrics.jsonl. */
export type MetricsLine = StepLine | PartLine | ValidationLine | RollbackLine;

interface StepLine extends TrainInfo {
  readonly event: "step";
}

/** A part of a model that is fitted. */
interface PartLine {
  readonly event: "part";
  /** The number of the part, from 1. */
  readonly step: number;
  readonly part: string;
}

/** The metrics of the validation rows after a step. */
export interface ValidationLine {
  readonly event: "validation";
  readonly step: number;
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** Training diverged, and returned to an earlier step. The steps after it are undone. */
export interface RollbackLine {
  readonly event: "rollback";
  /** The step that training continues from. */
  readonly step: number;
  /** The reason, in one sentence. */
  readonly reason: string;
  /** The factor of the learning rate from now on. */
  readonly learningRateScale: number;
}

/** The events of a run. With `--json`, each is a line on stdout. */
export type RunEvent =
  /** Notes on what was inferred or decided about the data. */
  | { readonly event: "notes"; readonly run: string; readonly notes: readonly string[] }
  | {
      readonly event: "start";
      readonly run: string;
      /** The step that it continues from. */
      readonly step: number;
      /** Number of steps, or of parts of a model that has no steps. */
      readonly steps: number;
      /** Number of rows of each part. */
      readonly rows: Readonly<Record<"train" | "validation" | "test", number>>;
      readonly config: RunConfig;
    }
  | MetricsLine
  /** The work after training, and the estimated seconds that it will take, once known. */
  | {
      readonly event: "phase";
      readonly run: string;
      readonly phase: string;
      readonly seconds?: number;
    }
  | { readonly event: "interrupted"; readonly run: string; readonly step: number }
  /** The problems of the results. */
  | { readonly event: "warnings"; readonly run: string; readonly warnings: readonly string[] }
  | {
      readonly event: "result";
      readonly run: string;
      readonly metrics: Readonly<Record<string, number | null>>;
      readonly warnings?: readonly string[] | undefined;
    };

export type Emit = (event: RunEvent) => void;
