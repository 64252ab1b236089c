import type { TopLevelSpec } from "vega-lite";
import { LIGHT } from "../colors.js";
import { plainText } from "../plain-text.js";
import { layered } from "./layered.js";
import { textWidth } from "./text-width.js";

const MAX_NAME = 32;
/** Number of characters kept at the end of a long name, which distinguish it from others. */
const END = 9;

export interface RankedBarsInputs {
  readonly title: string;
  readonly subtitle: string;
  readonly axis: string;
  readonly decimals: number;
  readonly bars: readonly Bar[];
}

interface Bar {
  readonly name: string;
  readonly value: number;
  readonly accent: boolean;
}

/** Plots named values as bars in the given order, with the number at the end of each. */
export function rankedBars({
  title,
  subtitle,
  axis,
  decimals,
  bars,
}: RankedBarsInputs): TopLevelSpec {
  const names = bars.map(({ name }) => shortened(plainText(name)));
  const left = 16 + Math.max(...names.map(textWidth));
  const y = {
    field: "name",
    type: "nominal",
    title: null,
    sort: null,
    axis: { labelColor: LIGHT.ink, labelLimit: 0 },
  } as const;
  const x = {
    field: "value",
    type: "quantitative",
    title: axis,
    stack: null,
    axis: { tickCount: 4 },
  } as const;
  return layered({
    title,
    subtitle,
    values: bars.map((bar, i) => ({ ...bar, name: names[i]! })),
    left,
    right: 56,
    height: 124 + 22 * bars.length,
    layer: [
      {
        mark: { type: "bar", height: { band: 0.72 } },
        encoding: {
          x,
          y,
          color: {
            condition: { test: "datum.accent", value: LIGHT.accent },
            value: LIGHT.bar,
          },
        },
      },
      {
        mark: { type: "text", align: "left", dx: 5, color: LIGHT.ink, fontSize: 13 },
        encoding: {
          x,
          y,
          text: { field: "value", type: "quantitative", format: `.${decimals}f` },
        },
      },
    ],
  });
}

const shortened = (name: string): string =>
  name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1 - END)}…${name.slice(-END)}` : name;
