import type { RunRow } from "../api.js";
import { formatSetting } from "./format.js";

/**
 * Returns the runs that match all words of a search. A word matches a part of the id, the task, the
 * data or a tag. `key=value`, `key>1` and `key<1` match settings and metrics.
 */
export function filterRuns(runs: readonly RunRow[], search: string): readonly RunRow[] {
  const tests = search.trim().split(/\s+/).filter(Boolean).map(parseWord);
  if (tests.length === 0) return runs;
  return runs.filter((run) => tests.every((test) => test(run)));
}

function parseWord(word: string): (run: RunRow) => boolean {
  const [, key, sign, value] = /^([\w/]+)(=|<|>)(.*)$/.exec(word) ?? [];
  if (key === undefined || value === undefined) {
    const text = word.toLowerCase();
    return ({ id, task, data, tags }) =>
      [id, task, data, ...tags].some((part) => part.toLowerCase().includes(text));
  }
  return (run) => {
    const found = lookUp(run, key);
    if (found === undefined || found === null) return false;
    if (sign === "=") return formatSetting(found).toLowerCase() === value.toLowerCase();
    const number = Number(found);
    return sign === "<" ? number < Number(value) : number > Number(value);
  };
}

function lookUp(
  { config, metrics, series, state, task, tags, step }: RunRow,
  key: string,
): unknown {
  if (key === "state") return state;
  if (key === "task") return task;
  if (key === "tag") return tags;
  if (key === "step") return step;
  return metrics[key] ?? config[key] ?? series[key]?.last;
}
