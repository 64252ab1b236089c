import { logSumExp } from "@ebm/core/float64";
import type { OpenTilt } from "../tilt/open-tilt.js";
import { allStates, stateCount } from "./all-states.js";
import { indicators } from "./bit-columns.js";
import { bitRows } from "./bit-rows.js";
import type { BitsBase } from "./bits-base.js";

/** Number of rows that are listed at once. */
const CHUNK = 2 ** 14;

/** Computes log Z of q(y) exp(−f(y)), a sum over all rows that there can be, some at a time. */
export async function exactBitsPartition(
  base: BitsBase,
  { energies }: Pick<OpenTilt, "energies">,
): Promise<number> {
  const { columns } = base;
  const count = stateCount(columns);
  const parts: number[] = [];
  for (let start = 0; start < count; start += CHUNK) {
    const states = allStates(columns, start, Math.min(count, start + CHUNK));
    const logProb = base.logProb(bitRows("exactBitsPartition", states, columns.levels));
    const shape = [1, states.shape[0], columns.width] as const;
    const values = await energies({ data: indicators(columns, states.data), shape }, undefined);
    parts.push(logSumExp(logProb.map((log, i) => log - values[i]!)));
  }
  return logSumExp(parts);
}
