import type { Json, RunRow } from "../api.js";

/** Returns the names of the settings that are not the same in all runs. */
export function differingSettings(runs: readonly RunRow[]): string[] {
  const all = runs.map(({ task, config }): Readonly<Record<string, Json>> => ({ task, ...config }));
  const names = [...new Set(all.flatMap(Object.keys))];
  return names.filter((name) => {
    const texts = all.map((config) => JSON.stringify(config[name]));
    return texts.some((text) => text !== texts[0]);
  });
}
