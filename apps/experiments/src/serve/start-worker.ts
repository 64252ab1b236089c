import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ServeError } from "./serve-error.js";

export interface WorkerLimits {
  /** The memory that a request may add to a process, in bytes. */
  readonly memory: number;
  /** The largest size of one output, in bytes. */
  readonly outputLimit: number;
}

/** A program that holds a model in a process of its own. */
export interface WorkerProgram {
  /** The name of its file in this folder, without extension. */
  readonly file: string;
  /** The first message that it receives, besides the limits. */
  readonly start: object;
  /** Whether it imports other files, so that Node needs a loader to run it from source. */
  readonly hasImports: boolean;
}

/** A process that holds a model, and runs it on one request after another. */
export interface ModelWorker<I, O> {
  readonly isAlive: boolean;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  /**
   * Runs the model. On abort, the process is killed.
   *
   * @throws {ServeError} If the process dies, or the model refuses its inputs.
   */
  run(request: I, signal: AbortSignal): Promise<O>;
  kill(): void;
}

/** @throws {ServeError} If the model cannot be loaded. */
export async function startWorker<I extends object, O>(
  { file, start, hasImports }: WorkerProgram,
  limits: WorkerLimits,
): Promise<ModelWorker<I, O>> {
  // the entry has the extension of this file: .js once built, .ts from source
  const entry = fileURLToPath(new URL(import.meta.url.replace("start-worker", file)));
  const child = fork(entry, [], {
    serialization: "advanced",
    execArgv:
      hasImports && entry.endsWith(".ts")
        ? ["--import", import.meta.resolve("tsx"), "--conditions=@ebm/source"]
        : [],
    env: { ORT_DISABLE_TELEMETRY: "1", ...process.env },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    said = `${said}${text}`.slice(-500);
  });
  let hear = (_: Reply<O>): void => {};
  let isAlive = true;
  const ended = new Promise<void>((resolve) => {
    child.on("message", (reply: Reply<O>) => hear(reply));
    child.on("error", (error) => hear({ died: error.message }));
    child.on("exit", (code, signal) => {
      isAlive = false;
      hear({ died: reason({ code, signal, said, memory: limits.memory }) });
      resolve();
    });
  });
  const next = (message: object): Promise<Reply<O>> =>
    new Promise((resolve) => {
      hear = resolve;
      // a process that has just died reports it by its exit
      child.send(message, () => {});
    });

  const { ready, error, died } = await next({ ...start, ...limits });
  if (!ready) {
    child.kill("SIGKILL");
    throw new ServeError(503, `the model cannot be loaded: ${error ?? died}.`);
  }
  return {
    ended,
    get isAlive() {
      return isAlive;
    },
    kill: () => kill(child),
    async run(request, signal) {
      const stop = (): void => kill(child);
      signal.addEventListener("abort", stop, { once: true });
      const { outputs, error, died } = await next(request);
      signal.removeEventListener("abort", stop);
      if (outputs !== undefined) return outputs;
      if (error !== undefined) throw new ServeError(400, error);
      signal.throwIfAborted();
      throw new ServeError(503, `a worker of the model ended: ${died}.`);
    },
  };
}

interface Reply<O> {
  readonly ready?: true;
  readonly outputs?: O;
  /** The reason why the model refuses its inputs. */
  readonly error?: string;
  /** The reason why the process has ended. */
  readonly died?: string;
}

function kill(child: ChildProcess): void {
  child.kill("SIGKILL");
}

function reason(exit: {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
  readonly memory: number;
}): string {
  const { code, signal, said, memory } = exit;
  if (signal === "SIGKILL") {
    return `it was killed, maybe because it needed more than ${Math.round(memory / 2 ** 20)} MB of additional memory`;
  }
  const line = said.trim().split("\n").at(-1)!;
  return line || (signal ? `signal ${signal}` : `code ${code}`);
}
