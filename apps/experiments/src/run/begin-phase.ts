import type { Emit } from "../run-files/events.js";

/**
 * The shortest time in ms that a phase reports. Shorter phases end before anybody reads about them.
 */
const LEAST_SECONDS = 2;

/**
 * Reports a phase of a run after its training.
 *
 * @returns A function to call with the fraction that is done. It reports once how long the rest
 *   takes.
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
