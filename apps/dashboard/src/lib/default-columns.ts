import type { RunRow, TaskForm } from "../api.js";

const MOST_METRICS = 2;

/** Returns the columns that a list shows until others are chosen. */
export function defaultColumns(runs: readonly RunRow[], forms: readonly TaskForm[]): string[] {
  const tasks = new Set(runs.map(({ task }) => task));
  const headline = forms.filter(({ name }) => tasks.has(name)).flatMap((form) => form.headline);
  const candidates = [...new Set(["nll", ...headline])].filter((name) =>
    runs.some(({ metrics }) => name in metrics),
  );
  const models = new Set(runs.map(({ config }) => JSON.stringify(config.model)));
  return [
    "config:data",
    ...(models.size > 1 ? ["config:model"] : []),
    "config:seed",
    ...candidates.slice(0, MOST_METRICS).map((name) => `metric:${name}`),
    ...(runs.some(({ series }) => "loss" in series) ? ["last:loss"] : []),
  ];
}
