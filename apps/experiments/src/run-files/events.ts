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
  /** The place of the part, from 1. */
  readonly step: number;
  readonly part: string;
}

/** The metrics of the validation rows after a step. */
export interface ValidationLine {
  readonly event: "validation";
  readonly step: number;
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** Training diverged, and went back to a step. The steps after it are undone. */
export interface RollbackLine {
  readonly event: "rollback";
  /** The step that training goes on from. */
  readonly step: number;
  /** The reason, in one plain sentence. */
  readonly reason: string;
  /** The factor of the learning rate from now on. */
  readonly learningRateScale: number;
}

/** The events of a run; with `--json`, each is a line on stdout. */
export type RunEvent =
  /** What was inferred or decided about the data. */
  | { readonly event: "notes"; readonly run: string; readonly notes: readonly string[] }
  | {
      readonly event: "start";
      readonly run: string;
      /** The step that it goes on from. */
      readonly step: number;
      /** Number of steps, or of the parts of a model that has no steps. */
      readonly steps: number;
      /** How many rows each part has. */
      readonly rows: Readonly<Record<"train" | "validation" | "test", number>>;
      readonly config: RunConfig;
    }
  | MetricsLine
  /** What is done after training, and about how many seconds it will take, once that is known. */
  | {
      readonly event: "phase";
      readonly run: string;
      readonly phase: string;
      readonly seconds?: number;
    }
  | { readonly event: "interrupted"; readonly run: string; readonly step: number }
  /** What is wrong with the results. */
  | { readonly event: "warnings"; readonly run: string; readonly warnings: readonly string[] }
  | {
      readonly event: "result";
      readonly run: string;
      readonly metrics: Readonly<Record<string, number | null>>;
      readonly warnings?: readonly string[] | undefined;
    };

export type Emit = (event: RunEvent) => void;
