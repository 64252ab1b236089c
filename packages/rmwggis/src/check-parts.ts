import { EbmError, type NeighborEnergy } from "@ebm/core";
import type { NeighborSampler } from "./neighbor-sampler.js";
import type { Neighborhood } from "./neighborhood.js";
import type { RatioObjective } from "./ratio-objectives.js";

/** What a loss is made of. */
export interface Parts {
  readonly energy: NeighborEnergy;
  readonly objective?: RatioObjective;
  readonly neighborhood: Neighborhood;
  readonly sampler?: NeighborSampler;
}

/** A method of each part, and how to come by one. */
const EXPECTED = {
  energy: ["logRatios", "an energy of neighbours, such as denseEnergy(f)"],
  objective: ["logGain", "an objective, such as hyvarinen()"],
  neighborhood: ["all", "a neighborhood, such as bitFlips()"],
  sampler: ["draw", "a sampler, such as systematic(10)"],
} as const;

/** Refuses a function in the place of what is made of it, or by it. */
export function checkParts(where: string, parts: Parts): void {
  for (const [name, part] of Object.entries(parts)) {
    const [method, expected] = EXPECTED[name as keyof Parts];
    if (method in Object(part)) continue;
    const came = typeof part === "function" ? "a function" : part ? "an object" : part;
    throw new EbmError(`${where}: \`${name}\` is ${came}, expected ${expected}.`);
  }
}
