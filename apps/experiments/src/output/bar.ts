import { Presets, SingleBar } from "cli-progress";
import { formatNumber } from "../report/format.js";
import type { Progress } from "./progress.js";

/** Creates a progress bar with the loss and the remaining time, for a terminal. */
export function createBar(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar(
    {
      stream,
      format: "{bar} {value}/{total} {state} | {eta_formatted} left",
      barsize: 30,
      etaBuffer: 500,
      hideCursor: true,
      stopOnComplete: false,
    },
    Presets.shades_classic,
  );
  return {
    start: ({ step, steps }) => bar.start(steps, step, { state: "" }),
    step: ({ step, loss }) => bar.update(step, { state: `steps | loss ${formatNumber(loss)}` }),
    part: ({ step, part }) => bar.update(step, { state: `parts | ${part}` }),
    end: () => bar.stop(),
  };
}
