import type { RunEvent } from "../run-files/events.js";

/** Shows the progress of a run. */
export interface Progress {
  start(event: Extract<RunEvent, { event: "start" }>): void;
  step(event: Extract<RunEvent, { event: "step" }>): void;
  part(event: Extract<RunEvent, { event: "part" }>): void;
  end(): void;
}
