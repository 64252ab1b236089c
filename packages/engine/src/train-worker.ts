import { parentPort, workerData } from "node:worker_threads";
import { EbmError, type Tree } from "@ebm/core";
import type { Checkpoint } from "./checkpoint.js";
import type { TrainInfo, Training } from "./train-on.js";

// The thread of `trainInWorker`: it starts a run, and answers requests about it one at a time.

export interface WorkerData {
  readonly module: string;
  readonly options: unknown;
  readonly from: Checkpoint | undefined;
}

/** The requests and their answers. */
export interface Reply {
  /** Steps made within a few milliseconds. None at the end of the run. */
  readonly advance: readonly TrainInfo[];
  readonly checkpoint: Checkpoint;
  readonly dispose: undefined;
}
export type Request = keyof Reply;

/** The time for which the other side waits for an answer. */
const ADVANCE_MS = 20;

const { module, options, from } = workerData as WorkerData;
const { start } = (await import(module)) as {
  start?: (options: unknown, from?: Checkpoint) => Training<Tree> | Promise<Training<Tree>>;
};
if (typeof start !== "function") {
  throw new EbmError(`trainInWorker: \`module\` ${module} exports no function \`start\`.`);
}
const run = await start(options, from);
const steps = run[Symbol.asyncIterator]();

const answers: { readonly [R in Request]: () => Reply[R] | Promise<Reply[R]> } = {
  async advance() {
    const infos: TrainInfo[] = [];
    const deadline = performance.now() + ADVANCE_MS;
    do {
      const { done, value } = await steps.next();
      if (done) break;
      infos.push(value);
    } while (performance.now() < deadline);
    return infos;
  },
  checkpoint: () => run.checkpoint(),
  dispose: async () => void (await run.dispose()),
};

parentPort!.on("message", async (request: Request) => {
  parentPort!.postMessage(await answers[request]());
});
