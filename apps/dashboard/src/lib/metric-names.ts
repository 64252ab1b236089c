import type { MetricFacts } from "../api.js";

const NAMES: Readonly<Record<string, string>> = {
  loss: "Loss",
  gradNorm: "Gradient norm",
  learningRate: "Learning rate",
};

/** Returns the name of a metric without the part of the data that it was computed on. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** Returns the name of a series or metric for people. */
export function nameOf(name: string, facts: Readonly<Record<string, MetricFacts>>): string {
  const base = baseName(name);
  const known = facts[base]?.name ?? NAMES[base] ?? name;
  return name.startsWith("validation/") ? `${known}, validation` : known;
}

/** Returns whether smaller values of a series or metric are better. */
export function isLowerBetter(name: string, facts: Readonly<Record<string, MetricFacts>>): boolean {
  const better = facts[baseName(name)]?.better;
  if (better !== undefined) return better === "lower";
  return /loss|nll|rmse|error|norm/i.test(name);
}
