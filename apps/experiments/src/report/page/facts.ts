import { formatNumber } from "../format.js";
import { type Html, html } from "../html.js";
import type { Json, ReportData } from "../report-data.js";

/** Lists names and values. */
export function facts(entries: Iterable<readonly [name: string, value: string]>): Html {
  return html`<dl>${[...entries].map(
    ([name, value]) => html`
<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}
</dl>`;
}

export function datasetFacts({ dataset }: ReportData): Html {
  const { name, rows, dimensions, split, source } = dataset;
  return facts([
    ["Data set", name],
    ["Rows", formatNumber(rows, 0)],
    [
      "Split",
      Object.entries(split)
        .map(([part, n]) => `${formatNumber(n, 0)} ${part}`)
        .join(", "),
    ],
    ...Object.entries(dimensions).map(([what, n]) => [what, formatNumber(n, 0)] as const),
    ...(source === undefined ? [] : [["Source", source] as const]),
  ]);
}

export function configFacts(config: ReportData["config"]): Html {
  return facts(Object.entries(config).flatMap(([key, value]) => flattened(key, value)));
}

/** Returns nested values under dotted names. */
function flattened(key: string, value: Json): [string, string][] {
  if (value === null || typeof value !== "object") return [[key, String(value)]];
  if (isList(value)) return [[key, value.map(listed).join(", ") || "none"]];
  return Object.entries(value).flatMap(([inner, json]) => flattened(`${key}.${inner}`, json));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const listed = (value: Json): string =>
  typeof value === "object" ? JSON.stringify(value) : String(value);
