import type { RunEvent } from "../run-files/events.js";

/** The display of a run's progress. */
export interface Progress {
  start(event: Extract<RunEvent, { event: "start" }>): void;
  step(event: Extract<RunEvent, { event: "step" }>): void;
  part(event: Extract<RunEvent, { event: "part" }>): void;
  end(): void;
}
