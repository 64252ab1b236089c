import { formatSeconds } from "../report/format.js";
import type { RunEvent } from "../run-files/events.js";
import { shellWord } from "../shell-word.js";
import { createBar } from "./bar.js";
import { formatResult, type ResultContext } from "./format-result.js";
import { createLines } from "./lines.js";
import { shownPath } from "./shown-path.js";

/** The streams that a command writes to. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Reports what a run does, to people, or with `json` to programs. */
export interface Reporter {
  emit(event: RunEvent): void;
  /** Restores the terminal. */
  close(): void;
}

export interface ReporterOptions extends ResultContext {
  /** Whether to print a JSON object for each event. */
  readonly json: boolean;
}

export function createReporter(
  { stdout, stderr }: Streams,
  { json, ...context }: ReporterOptions,
): Reporter {
  if (json) {
    return { emit: (event) => stdout.write(`${JSON.stringify(event)}\n`), close() {} };
  }
  let isTrained = false;
  const progress = stderr.isTTY ? createBar(stderr) : createLines(stderr);
  return {
    emit(event) {
      switch (event.event) {
        case "notes":
          for (const note of event.notes) stderr.write(`${note}\n`);
          return;
        case "start":
          stderr.write(describeStart(event));
          return progress.start(event);
        case "step":
          return progress.step(event);
        case "part":
          return progress.part(event);
        case "validation":
          return;
        case "phase": {
          progress.end();
          if (!isTrained) stderr.write(describeTrained(event));
          isTrained = true;
          const left =
            event.seconds === undefined ? "" : `, about ${formatSeconds(event.seconds)} left`;
          stderr.write(`${event.phase}${left}\n`);
          return;
        }
        case "rollback":
          stderr.write(`Warning: ${event.reason}\n`);
          return;
        case "warnings":
          progress.end();
          for (const warning of event.warnings) stderr.write(`Warning: ${warning}\n`);
          return;
        case "interrupted":
          progress.end();
          stderr.write(
            `Stopped after step ${event.step}. Continue with: ebm resume ${shellWord(shownPath(event.run))}\n`,
          );
          return;
        case "result":
          progress.end();
          stdout.write(formatResult(event, context));
      }
    },
    close: () => progress.end(),
  };
}

function describeTrained({ run }: Extract<RunEvent, { event: "phase" }>): string {
  return `Trained. If you stop it from here, continue with: ebm resume ${shellWord(shownPath(run))}\n`;
}

function describeStart({ run, step, rows }: Extract<RunEvent, { event: "start" }>): string {
  const parts = Object.entries(rows)
    .filter(([, count]) => count > 0)
    .map(([part, count]) => `${count} ${part}`);
  return `${shownPath(run)}: ${parts.join(", ")} rows${step > 0 ? `, from step ${step}` : ""}\n`;
}
