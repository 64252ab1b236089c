import { uuidOf } from "../uuid-of.js";
import type { PlannedTrial, Sweep, Trial } from "./sweep.js";

/** Returns a planned trial with its id and defaults. */
export function trialOf(
  { id }: Pick<Sweep, "id">,
  { number, config, cohort = "", rung = 0 }: PlannedTrial,
): Trial {
  return { id: uuidOf({ sweep: id, config, rung }), number, config, cohort, rung };
}
