import type { RunRow } from "../src/api.js";

/** A run with what a test is about. */
export function runRow(parts: Partial<RunRow>): RunRow {
  return {
    ...{ id: "run", state: "finished", task: "multilabel", data: "yeast", seed: 0, step: 10 },
    ...{ steps: 10, started: 0, changed: 0, config: {}, metrics: {}, series: {}, tags: [] },
    alarms: [],
    ...parts,
  };
}
