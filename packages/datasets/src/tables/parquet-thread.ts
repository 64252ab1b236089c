import { Worker } from "node:worker_threads";

/** A request about a Parquet file: its metadata, or one column of a range of rows. */
export interface ParquetQuestion {
  /** A number that no other file has. */
  readonly file: number;
  readonly path?: string | undefined;
  readonly bytes?: SharedArrayBuffer | undefined;
  readonly read?: { readonly column: string; readonly rowStart: number; readonly rowEnd: number };
}

export interface ParquetLimits {
  /** The time that an answer may take, in ms. */
  readonly time: number;
  /** The most bytes that memory may grow by meanwhile. */
  readonly memory: number;
}

interface Reply {
  readonly value?: unknown;
  readonly error?: string;
}

// One for all files, since to start a thread takes longer than to read a small file.
let thread: Promise<Worker> | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Asks the thread that reads Parquet files, one question after another. A corrupt file may keep it
 * busy for ever, or fill the memory: then it is ended, and the next question starts another.
 *
 * @throws {Error} If the file cannot be read, or takes more than its limits.
 */
export function askParquet(question: ParquetQuestion, limits: ParquetLimits): Promise<unknown> {
  const answer = last.then(() => ask(question, limits));
  last = answer.catch(() => {});
  return answer;
}

async function ask(question: ParquetQuestion, { time, memory }: ParquetLimits): Promise<unknown> {
  thread ??= start();
  const worker = await thread.catch((error) => {
    thread = undefined;
    throw error;
  });
  const before = process.memoryUsage.rss();
  const end = performance.now() + time;
  let excess: string | undefined;
  const watch = setInterval(() => {
    if (performance.now() > end) excess = `a part of it took more than ${time / 1000} s`;
    else if (process.memoryUsage.rss() - before > memory) {
      excess = `a part of it took more than ${Math.round(memory / 2 ** 20)} MB`;
    }
    if (excess === undefined) return;
    clearInterval(watch);
    void worker.terminate();
  }, 50);
  worker.ref();
  try {
    const { value, error } = await next(worker, question);
    if (error !== undefined) throw new Error(excess ?? error);
    return value;
  } finally {
    clearInterval(watch);
    worker.unref();
  }
}

async function start(): Promise<Worker> {
  // the entry has the extension of this file: .js once built, .ts from source
  const entry = new URL(import.meta.url.replace("parquet-thread", "parquet-worker"));
  const worker = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: 4096 } });
  const { error } = await next(worker);
  if (error !== undefined) throw new Error(error);
  worker
    .on("error", () => {})
    .on("exit", () => {
      thread = undefined;
    });
  worker.unref();
  return worker;
}

/** Returns the next reply of a thread, after a question if there is one. */
function next(worker: Worker, question?: ParquetQuestion): Promise<Reply> {
  return new Promise((resolve) => {
    const hear = (reply: Reply): void => {
      worker.off("message", hear).off("error", failed).off("exit", ended);
      resolve(reply);
    };
    const failed = ({ message }: Error): void => hear({ error: message });
    const ended = (): void => hear({ error: "the thread that reads it has ended" });
    worker.on("message", hear).on("error", failed).on("exit", ended);
    if (question !== undefined) worker.postMessage(question);
  });
}
