import type { TopLevelSpec } from "vega-lite";
import { LIGHT } from "../colors.js";
import { plainText } from "../plain-text.js";
import { layered } from "./layered.js";

const MAX_NAME = 28;

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

/** Named values as bars in the order given, each with its number at its end. */
export function rankedBars({
  title,
  subtitle,
  axis,
  decimals,
  bars,
}: RankedBarsInputs): TopLevelSpec {
  const names = bars.map(({ name }) => shortened(plainText(name)));
  const left = 16 + Math.max(...names.map(widthOf));
  const y = {
    field: "name",
    type: "nominal",
    title: null,
    sort: null,
    axis: { labelColor: LIGHT.ink, labelLimit: 0 },
  } as const;
  const x = { field: "value", type: "quantitative", title: axis, stack: null } as const;
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
  name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name;

/** About the width of a text of 13 pixels in Inter, or in a font somewhat wider. */
const widthOf = (text: string): number =>
  [...text].reduce((width, letter) => width + letterWidth(letter), 0);

function letterWidth(letter: string): number {
  if (letter >= "\u2e80") return 13; // ideographs
  return /[\p{Lu}mw_]/u.test(letter) ? 9.5 : 7.4;
}
