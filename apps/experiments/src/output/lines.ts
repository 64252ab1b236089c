import { formatNumber, formatSeconds } from "../report/format.js";
import type { Progress } from "./progress.js";

const LINES = 10;

/** Writes progress as occasional lines, where there is no terminal. */
export function createLines(stream: NodeJS.WriteStream): Progress {
  let [from, steps, began] = [0, 0, 0];
  return {
    start(event) {
      [from, steps, began] = [event.step, event.steps, performance.now()];
    },
    step({ step, loss }) {
      if (step % Math.ceil(steps / LINES) !== 0 && step !== steps) return;
      const seconds = (performance.now() - began) / 1000;
      const left = (seconds / (step - from)) * (steps - step);
      stream.write(
        `step ${step} of ${steps}, loss ${formatNumber(loss)}, ${formatSeconds(left)} left\n`,
      );
    },
    part({ step, part }) {
      stream.write(`${part} (${step} of ${steps})\n`);
    },
    end() {},
  };
}
