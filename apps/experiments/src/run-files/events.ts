import type { TrainInfo } from "@ebm/engine";
import type { RunConfig } from "./run-config.js";

/** A line of metrics.jsonl. */
export type MetricsLine = StepLine | ValidationLine;

interface StepLine extends TrainInfo {
  readonly event: "step";
}

/** The metrics of the validation rows after a step. */
export interface ValidationLine {
  readonly event: "validation";
  readonly step: number;
  readonly metrics: Readonly<Record<string, number | null>>;
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
      readonly steps: number;
      /** How many rows each part has. */
      readonly rows: Readonly<Record<"train" | "validation" | "test", number>>;
      readonly config: RunConfig;
    }
  | MetricsLine
  | { readonly event: "interrupted"; readonly run: string; readonly step: number }
  | {
      readonly event: "result";
      readonly run: string;
      readonly metrics: Readonly<Record<string, number | null>>;
    };

export type Emit = (event: RunEvent) => void;
