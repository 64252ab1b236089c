import type { LogNormalizerEstimate } from "@ebm/snl";
import type { PlaneConfig } from "../plane/plane-config.js";
import type { Landscape } from "../plane/plane-run.js";

/** A request of the page. Every answer has the number of its run. */
export type ToWorker =
  | {
      readonly type: "start";
      readonly run: number;
      readonly config: PlaneConfig;
      /** The points of `own` data, packed. Empty for other data. */
      readonly points: Float32Array;
      readonly extent: number;
    }
  | { readonly type: "pause" | "resume" | "stop" | "export" };

/** A message of the worker. */
export type FromWorker =
  | { readonly type: "loading"; readonly loaded: number; readonly total: number }
  | { readonly type: "started"; readonly run: number; readonly parameters: number }
  | {
      readonly type: "progress";
      readonly run: number;
      readonly step: number;
      /** The losses of the steps since the last message. */
      readonly losses: Float32Array;
      readonly gradNorm: number;
      readonly learningRate: number;
      /** Milliseconds per step, of training alone. */
      readonly pace: number;
    }
  | {
      readonly type: "landscape";
      readonly run: number;
      readonly step: number;
      readonly landscape: Landscape;
      readonly walkers: Float32Array;
    }
  | {
      readonly type: "done";
      readonly run: number;
      readonly check: LogNormalizerEstimate | undefined;
    }
  | { readonly type: "exported"; readonly run: number; readonly bytes: Uint8Array }
  | { readonly type: "failed"; readonly run: number; readonly message: string };
