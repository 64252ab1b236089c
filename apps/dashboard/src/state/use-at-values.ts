import { useEffect, useState } from "preact/hooks";
import type { RunRow } from "../api.js";
import type { AtValues, Column } from "../lib/column.js";
import { getJson } from "../lib/request.js";

/** Loads the values of columns at a step. The server computes them from all points. */
export function useAtValues(columns: readonly Column[], runs: readonly RunRow[]): AtValues {
  const [values, setValues] = useState<AtValues>(new Map());
  const wanted = columns.filter(({ kind }) => kind === "at");
  const steps = runs.reduce((sum, { step }) => sum + step, runs.length);
  useEffect(() => {
    if (wanted.length === 0) return;
    const stop = new AbortController();
    const load = wanted.map(async ({ key, name, step = 0 }) => {
      const query = new URLSearchParams({ series: name, step: `${step}` });
      return [key, await getJson<Record<string, number>>(`/api/at?${query}`, stop.signal)] as const;
    });
    Promise.all(load).then(
      (loaded) => setValues(new Map(loaded)),
      () => {},
    );
    return () => stop.abort();
  }, [wanted.map(({ key }) => key).join(" "), steps]);
  return values;
}
