export type { ArtefactStore } from "./artefacts/artefact-store.js";
export { openStore } from "./artefacts/open-store.js";
export {
  type ChildRunner,
  type ChildRunnerInputs,
  childRunner,
  serveTrials,
} from "./executor/child-runner.js";
export { createSweep } from "./executor/create-sweep.js";
export type { Counts, ExecuteOptions, Executor } from "./executor/executor.js";
export { inlineExecutor } from "./executor/inline-executor.js";
export type {
  CohortTrial,
  FinishedTrial,
  Outcome,
  Plan,
  PlannedTrial,
  RunTrial,
  Sweep,
  Trial,
  TrialContext,
  TrialResult,
} from "./executor/sweep.js";
export { trialOf } from "./executor/trial-of.js";
export { canonicalJson, type Json } from "./json.js";
export { promotions, type RungPoint, type Rungs, rungs } from "./search/asha.js";
export { type Points, points, type Sampling } from "./search/points.js";
export { type Sobol, type SobolOptions, sobol } from "./search/sobol.js";
export { type TpeInputs, type Tried, tpe } from "./search/tpe.js";
export type { Choice, Range, SearchSpace, Values } from "./space/search-space.js";
export { uuidOf } from "./uuid-of.js";
