export type { Feeds, Packed } from "@ebm/trace";
export { type AdamState, type AdamStepOptions, adamStep } from "./adam-step.js";
export { type Checkpoint, loadCheckpoint, saveCheckpoint } from "./checkpoint.js";
export { type Compiled, type CompileOptions, compile, type Runtime } from "./compile.js";
export { decodeSafetensors, encodeSafetensors, type Safetensors } from "./safetensors.js";
export { openSession, type Session } from "./session.js";
export { type Batch, type TrainInfo, type Training, type TrainOptions, train } from "./train.js";
export { trainInWorker, type WorkerTraining, type WorkerTrainOptions } from "./train-in-worker.js";
export { type TfjsNodeOptions, useTfjsNode } from "./use-tfjs-node.js";
