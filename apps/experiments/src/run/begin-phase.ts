import type { Emit } from "../run-files/events.js";

/** A phase that takes less is over before anybody has read of it. */
const LEAST_SECONDS = 2;

/**
 * Tells what a run does after its training.
 *
 * @returns A function to call with the share that is done: it tells once how long the rest takes.
 */
export function beginPhase(emit: Emit, run: string, phase: string): (share: number) => void {
  const start = performance.now();
  let isTold = false;
  emit({ event: "phase", run, phase });
  return (share) => {
    const seconds = (performance.now() - start) / 1000;
    const left = seconds / share - seconds;
    if (isTold || left < LEAST_SECONDS) return;
    isTold = true;
    emit({ event: "phase", run, phase, seconds: left });
  };
}
