export type { Feeds, Packed } from "@ebm/trace";
export { type AdamState, type AdamStepOptions, adamStep } from "./adam-step.js";
export { type Checkpoint, loadCheckpoint, saveCheckpoint } from "./checkpoint.js";
export {
  type Compiled,
  type CompileOptions,
  compile,
  type Outputs,
  type Result,
  type Runtime,
} from "./compile.js";
export type { Shards } from "./compile-shards.js";
export type { Batch, FeedsFor } from "./feeds-for.js";
export { decodeSafetensors, encodeSafetensors, type Safetensors } from "./safetensors.js";
export { openSession, type Session, type SessionOptions } from "./session.js";
export { type TrainInfo, type Training, type TrainOptions, train } from "./train.js";
export { trainInWorker, type WorkerTraining, type WorkerTrainOptions } from "./train-in-worker.js";
export { type TfjsNodeOptions, useTfjsNode } from "./use-tfjs-node.js";
