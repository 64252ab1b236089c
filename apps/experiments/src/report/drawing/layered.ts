import type { Config, TopLevelSpec } from "vega-lite";
import { FONTS, LIGHT } from "../colors.js";

export type Layers = Extract<TopLevelSpec, { layer: unknown }>["layer"];

export interface LayeredInputs {
  readonly title: string;
  readonly subtitle: string;
  readonly values: readonly object[];
  readonly layer: Layers;
  readonly height?: number;
  /** Width of the labels and the title of the vertical axis. */
  readonly left?: number;
  readonly right?: number;
}

/** The width of all plots. */
export const WIDTH = 480;
/** The offset of headings from the left edge, which the page undoes. */
const INSET = 8;

/**
 * Layers marks in the frame that all plots share: one width, the title at the left, light axes.
 *
 * Every margin is explicit, because vega has no DOM to measure text, and its guesses are far off.
 */
export function layered(inputs: LayeredInputs): TopLevelSpec {
  const { title, subtitle, values, layer, height = 330, left = 70, right = 24 } = inputs;
  const padding = { left, top: 70, right, bottom: 54 };
  const x = INSET - left;
  return {
    width: WIDTH - padding.left - padding.right,
    height: height - padding.top - padding.bottom,
    autosize: "none",
    padding,
    data: { values: [...values] },
    layer: [
      ...layer,
      heading(title, { x, y: -48, fontSize: 15, fontWeight: 600, color: LIGHT.ink }),
      heading(subtitle, { x, y: -27, fontSize: 13, color: LIGHT.muted }),
    ],
    config: CONFIG,
  };
}

const heading = (text: string, style: object): Layers[number] => ({
  data: { values: [{}] },
  mark: { type: "text", text, align: "left", baseline: "alphabetic", ...style },
});

const CONFIG: Config = {
  aria: false,
  background: LIGHT.panel,
  font: FONTS,
  view: { stroke: null },
  axis: {
    domainColor: LIGHT.axis,
    gridColor: LIGHT.grid,
    labelColor: LIGHT.muted,
    labelFontSize: 13,
    labelPadding: 5,
    tickColor: LIGHT.axis,
    tickSize: 4,
    titleColor: LIGHT.muted,
    titleFontSize: 13,
    titleFontWeight: 400,
    titlePadding: 8,
  },
  axisX: { grid: false, labelFlush: false, tickCount: 6 },
  axisY: { minExtent: 40, maxExtent: 40, domain: false, ticks: false, tickCount: 5 },
  line: { strokeCap: "round", strokeJoin: "round" },
};
