import type { MetricFacts, RunRow } from "../api.js";
import { formatNumber, formatSetting, settingName } from "./format.js";
import { baseName, isLowerBetter, nameOf } from "./metric-names.js";

type Kind = "config" | "metric" | "last" | "best" | "at";

/** A column of the table of runs, as it is in the address: `best:validation/nll`. */
export interface Column {
  /** The text in the address. */
  readonly key: string;
  readonly kind: Kind;
  /** The name of the setting, metric or series. */
  readonly name: string;
  /** The step of a column of kind `at`. */
  readonly step?: number;
  readonly title: string;
}

/** Values of runs by id, for columns of kind `at`. The key is that of the column. */
export type AtValues = ReadonlyMap<string, Readonly<Record<string, number>>>;

const KINDS: readonly string[] = ["config", "metric", "last", "best", "at"];

/** Parses a column. Returns undefined if the text means none. */
export function parseColumn(key: string, facts: Facts): Column | undefined {
  const [, kind, name, step] = /^(\w+):(.+?)(?:@(\d+))?$/.exec(key) ?? [];
  if (kind === undefined || name === undefined || !KINDS.includes(kind)) return undefined;
  const known = nameOf(name, facts);
  const titles: Readonly<Record<string, string>> = {
    config: settingName(name),
    metric: known,
    last: `${known}, last`,
    best: `${known}, best`,
    at: `${known}, step ${step ?? 0}`,
  };
  const column = { key, kind: kind as Kind, name, title: titles[kind]! };
  return kind === "at" ? { ...column, step: Number(step ?? 0) } : column;
}

export type Facts = Readonly<Record<string, MetricFacts>>;

/** Returns the value of a run in a column. Undefined if it has none. */
export function cellOf(run: RunRow, column: Column, at: AtValues, facts: Facts): unknown {
  const { kind, name, key } = column;
  switch (kind) {
    case "config":
      return run.config[name];
    case "metric":
      return run.metrics[name] ?? undefined;
    case "last":
      return run.series[name]?.last;
    case "best":
      return run.series[name]?.[isLowerBetter(name, facts) ? "min" : "max"];
    case "at":
      return at.get(key)?.[run.id];
  }
}

/** Formats a value of a column. */
export function formatValue(value: unknown, { kind, name }: Column, facts: Facts): string {
  if (kind === "config" || typeof value !== "number") return formatSetting(value);
  return formatNumber(value, facts[baseName(name)]?.decimals);
}
