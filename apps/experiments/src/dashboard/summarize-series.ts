import type { SeriesSummary } from "@ebm/dashboard/api";
import type { Series } from "./history.js";

/** Computes the statistics of a series from all its points. */
export function summarizeSeries({ steps, values }: Series): SeriesSummary {
  let [least, most] = [0, 0];
  for (let i = 1; i < values.length; i++) {
    if (values[i]! < values[least]!) least = i;
    if (values[i]! > values[most]!) most = i;
  }
  const end = values.length - 1;
  return {
    count: values.length,
    last: values[end]!,
    lastStep: steps[end]!,
    min: values[least]!,
    minStep: steps[least]!,
    max: values[most]!,
    maxStep: steps[most]!,
  };
}
