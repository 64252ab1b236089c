import { setImmediate } from "node:timers/promises";
import type { Tree } from "@ebm/core";
import type { TrainInfo, Training } from "@ebm/engine";
import { createClock } from "./clock.js";

export interface RunToEndOptions {
  readonly signal: AbortSignal;
  /** Sees every step. */
  readonly watch?: (info: TrainInfo) => Promise<void>;
}

/** Trains to the last step, and lets the rest of the program breathe. */
export async function runToEnd<P extends Tree>(
  run: Training<P>,
  { signal, watch }: RunToEndOptions,
): Promise<void> {
  const clock = createClock(Number.POSITIVE_INFINITY);
  for await (const info of run) {
    await watch?.(info);
    if (clock.ticks()) await setImmediate();
    signal.throwIfAborted();
  }
}
