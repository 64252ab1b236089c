import { type ChildProcess, fork } from "node:child_process";
import type { Json } from "../json.js";
import type { RunTrial, TrialResult } from "./sweep.js";

/** A process that runs trials one after another, and is replaced if it crashes. */
export interface ChildRunner {
  run(kind: string): RunTrial;
  /** Ends the process. */
  close(): void;
}

export interface ChildRunnerInputs {
  /** The module that the process runs. It calls `serveTrials`. */
  readonly entry: string;
  /** Default: none. */
  readonly args?: readonly string[] | undefined;
}

/** Milliseconds that a trial has to stop, before its process is killed. */
const GRACE_MS = 500;
/** The characters of the log of a crash. */
const LOG = 2000;

type Reply = { readonly done: TrialResult } | { readonly failed: string };

/**
 * Creates a runner of trials in a process of their own. So the calling process can tell that it is
 * alive, however long the trials block, and survives their crashes.
 */
export function childRunner({ entry, args = [] }: ChildRunnerInputs): ChildRunner {
  let child: ChildProcess | undefined;
  let log = "";
  const start = (): ChildProcess => {
    const started = fork(entry, [...args], { stdio: ["ignore", "ignore", "pipe", "ipc"] });
    log = "";
    started.stderr!.setEncoding("utf8").on("data", (text: string) => {
      log = `${log}${text}`.slice(-LOG);
    });
    started.on("exit", () => {
      if (child === started) child = undefined;
    });
    return started;
  };
  return {
    run:
      (kind) =>
      (config: Json, { id, signal }) => {
        child ??= start();
        const running = child;
        let killer: NodeJS.Timeout | undefined;
        const stop = (): void => {
          running.send({ stop: true }, () => {});
          killer = setTimeout(() => running.kill("SIGKILL"), GRACE_MS);
        };
        return new Promise<TrialResult>((resolve, reject) => {
          const onReply = (reply: Reply): void => {
            settle();
            if ("done" in reply) resolve(reply.done);
            else reject(new Error(reply.failed));
          };
          const onEnd = (code: number | null, signal: NodeJS.Signals | null): void => {
            settle();
            const how = signal ?? `exit code ${code}`;
            reject(new Error(`the process of the trial ended by ${how}. ${log}`.trim()));
          };
          const settle = (): void => {
            clearTimeout(killer);
            signal.removeEventListener("abort", stop);
            running.off("message", onReply).off("close", onEnd);
          };
          running.on("message", onReply).on("close", onEnd);
          running.send({ kind, config, id }, () => {});
          if (signal.aborted) stop();
          else signal.addEventListener("abort", stop, { once: true });
        });
      },
    close() {
      child?.kill("SIGKILL");
    },
  };
}

/** Runs the trials that the parent process sends, until that process ends. */
export function serveTrials(kinds: Readonly<Record<string, RunTrial>>): void {
  // the parent decides when this process ends
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  process.on("disconnect", () => process.exit());
  let controller = new AbortController();
  process.on("message", async (message: Request) => {
    if ("stop" in message) return controller.abort(new Error("stopped"));
    controller = new AbortController();
    const { kind, config, id } = message;
    try {
      const run = kinds[kind];
      if (!run) throw new Error(`the kind of work "${kind}" is unknown`);
      process.send!({ done: await run(config, { signal: controller.signal, id }) });
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send!({ failed: text.slice(0, LOG) });
    }
  });
}

type Request =
  | { readonly stop: true }
  | { readonly kind: string; readonly config: Json; readonly id: string };
