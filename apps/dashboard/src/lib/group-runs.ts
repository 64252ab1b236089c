import type { RunRow } from "../api.js";

/** Runs that differ only in their seeds. */
export interface RunGroup {
  readonly key: string;
  readonly runs: readonly RunRow[];
}

/** Groups runs whose configs are equal except for the seed. Keeps the order of the first ones. */
export function groupRuns(runs: readonly RunRow[]): RunGroup[] {
  const groups = new Map<string, RunRow[]>();
  for (const run of runs) {
    const { seed: _, ...config } = run.config;
    const key = JSON.stringify([run.task, config]);
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return [...groups].map(([key, members]) => ({ key, runs: members }));
}
