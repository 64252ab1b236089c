import { Worker } from "node:worker_threads";
import "@tensorflow/tfjs-backend-cpu";
import { key } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { loadModel, type TableRows } from "@ebm/models";
import { enableProdMode } from "@tensorflow/tfjs-core";
import { answerRows } from "../answers/answer-rows.js";
import type { AnswerRequest } from "./read-answer.js";

// A process of the server that holds a saved model, and answers questions about rows. An answer
// blocks its thread, so the server ends the process at the deadline.

interface Start {
  /** The directory of the model. */
  readonly directory: string;
  readonly calibration: TableRows | undefined;
  /** The memory that a request may add to this process, in bytes. */
  readonly memory: number;
  /** The largest size of an answer, in bytes. */
  readonly outputLimit: number;
}

enableProdMode();
// Ctrl-C reaches all processes of a terminal, but the server decides when this one ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.on("disconnect", () => process.exit());
process.once("message", (start: Start) => void serve(start));

async function serve({ directory, calibration, memory, outputLimit }: Start): Promise<void> {
  try {
    const model = await loadModel(directory);
    process.on("message", async ({ answer, rows, options }: AnswerRequest) => {
      try {
        const { seed = 0, ...others } = options;
        const found = await answerRows(model, answer, rows, {
          ...others,
          key: key(seed),
          calibration: options.calibration ?? calibration,
        });
        const outputs = JSON.stringify(found);
        const bytes = Buffer.byteLength(outputs);
        if (bytes > outputLimit) {
          throw new EbmError(`the answer has ${bytes} bytes, expected at most ${outputLimit}.`);
        }
        process.send!({ outputs });
      } catch (error) {
        if (!(error instanceof EbmError)) throw error;
        process.send!({ error: error.message });
      }
    });
    const entry = new URL(import.meta.url.replace("model-worker", "watch-memory"));
    const workerData = { most: process.memoryUsage.rss() + memory, parent: process.ppid };
    new Worker(entry, { workerData }).unref();
    process.send!({ ready: true });
  } catch (error) {
    process.send!({ error: error instanceof Error ? error.message : String(error) });
  }
}
