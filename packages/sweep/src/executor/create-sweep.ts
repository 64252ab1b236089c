import { uuidOf } from "../uuid-of.js";
import type { Sweep } from "./sweep.js";

/** Creates a sweep. Equal kinds and configs give the same id, on every machine. */
export function createSweep(sweep: Omit<Sweep, "id">): Sweep {
  const { kind, config } = sweep;
  return { ...sweep, id: uuidOf({ kind, config }) };
}
