import { EbmError, type NeighborEnergy } from "@ebm/core";
import type { NeighborSampler } from "./neighbor-sampler.js";
import type { Neighborhood } from "./neighborhood.js";
import type { RatioObjective } from "./ratio-objectives.js";

/** The parts of a loss. */
export interface Parts {
  readonly energy: NeighborEnergy;
  readonly objective?: RatioObjective;
  readonly neighborhood: Neighborhood;
  readonly sampler?: NeighborSampler;
}

/** For each part, one of its methods and an example of how to make one. */
const EXPECTED = {
  energy: ["logRatios", "an energy of neighbors, such as denseEnergy(f)"],
  objective: ["logGain", "an objective, such as hyvarinen()"],
  neighborhood: ["all", "a neighborhood, such as bitFlips()"],
  sampler: ["draw", "a sampler, such as systematic(10)"],
} as const;

/** Refuses a function where an object made from it, or by it, is expected. */
export function checkParts(where: string, parts: Parts): void {
  for (const [name, part] of Object.entries(parts)) {
    const [method, expected] = EXPECTED[name as keyof Parts];
    if (method in Object(part)) continue;
    const actual = typeof part === "function" ? "a function" : part ? "an object" : part;
    throw new EbmError(`${where}: \`${name}\` is ${actual}, expected ${expected}.`);
  }
}
