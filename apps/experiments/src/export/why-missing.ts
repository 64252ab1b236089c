import { jointLosses } from "@ebm/models";
import type { Run } from "../run/load-run.js";

/** Why a run's model has no file of some kind; nothing, where it has one. */
export function whyMissing({ config, experiment }: Run, what: string): string | undefined {
  if (what === "predict" && !experiment.tensorArgmax) {
    return `the likeliest y over ${experiment.structure.name} needs a solver, which no graph has.`;
  }
  if (what === "sampler" && !jointLosses[config.loss].isExponential) {
    return "a sparsemax model is not p ∝ exp(−E), which chains draw from.";
  }
  return undefined;
}
