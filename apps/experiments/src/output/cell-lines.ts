import { formatNumber, formatSeconds } from "../report/format.js";
import { isFiniteNumber } from "../report/is-finite-number.js";
import type { CellEvent } from "../studies/run-cells.js";

const SHOWN = 4;

/** Writes a line per cell: its number, its first metrics, and the estimated remaining time. */
export function cellLines(stream: NodeJS.WriteStream): (event: CellEvent) => void {
  let seconds = 0;
  return (event) => {
    switch (event.event) {
      case "start":
        stream.write(`${event.cells} cells, of which ${event.done} are done\n`);
        return;
      case "begin":
        if (stream.isTTY) stream.write(`${event.name} …`);
        return;
      case "cell": {
        const { cell, index, count } = event;
        seconds += cell.seconds;
        const left = (seconds / index) * (count - index);
        const metrics = Object.entries(cell.metrics)
          .flatMap(([key, value]) =>
            isFiniteNumber(value) ? [`${key} ${formatNumber(value)}`] : [],
          )
          .slice(0, SHOWN);
        const parts = [...metrics, formatSeconds(cell.seconds)].join(", ");
        stream.write(
          `${stream.isTTY ? "\r" : ""}${index} of ${count}  ${cell.name}: ${parts}; ${formatSeconds(left)} left\n`,
        );
      }
    }
  };
}
