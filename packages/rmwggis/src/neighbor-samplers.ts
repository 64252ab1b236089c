import type { NeighborSampler } from "./neighbor-sampler.js";
import { stratified } from "./stratified.js";
import { systematic } from "./systematic.js";
import { withReplacement } from "./with-replacement.js";
import { withoutReplacement } from "./without-replacement.js";

export type NeighborSamplerName =
  | "systematic"
  | "without replacement"
  | "stratified"
  | "with replacement";

/** All samplers of neighbors by name, for configurations and comparisons. */
export const neighborSamplers: Readonly<
  Record<NeighborSamplerName, (samples: number) => NeighborSampler>
> = {
  systematic,
  "without replacement": withoutReplacement,
  stratified,
  "with replacement": withReplacement,
};
