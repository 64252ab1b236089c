import { LIGHT } from "../colors.js";
import { type Layers, layered } from "../drawing/layered.js";
import { logarithmic } from "../drawing/logarithmic.js";
import { paddedExtent } from "../drawing/padded-extent.js";
import { type Quantitative, quantitative } from "../drawing/quantitative.js";
import { textWidth } from "../drawing/text-width.js";
import type { Plot } from "../plot.js";

export interface CurvesInputs {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly x: string;
  readonly y: string;
  /** The bases of the logarithmic axes. */
  readonly log?: { readonly x?: number; readonly y?: number };
  readonly curves: readonly Curve[];
}

export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Whether the other curves are compared with this one. */
  readonly reference?: boolean;
}

/** Plots curves in one frame, with the name of each at the right. */
export function curves(inputs: CurvesInputs): Plot {
  const { name, title, subtitle, description, log = {}, curves } = inputs;
  const values = curves.flatMap((curve) =>
    curve.points.map(([x, y]) => ({ curve: curve.name, x, y })),
  );
  const names = curves.map((curve) => curve.name);
  const right = 32 + SYMBOL + Math.max(...names.map(textWidth));
  const encoding = {
    x: axisOf("x"),
    y: axisOf("y"),
    color: {
      field: "curve",
      type: "nominal",
      scale: { domain: names, range: colorsOf(curves) },
      legend: {
        title: null,
        labelFontSize: 13,
        labelColor: LIGHT.ink,
        labelLimit: 0,
        symbolType: "stroke",
        symbolSize: SYMBOL ** 2,
        symbolStrokeWidth: 2.5,
      },
    },
    strokeDash: {
      field: "curve",
      type: "nominal",
      scale: { domain: names, range: curves.map(({ reference }) => (reference ? [6, 4] : [1, 0])) },
    },
  };
  const line = { mark: { type: "line", strokeWidth: 2 }, encoding } as Layers[number];
  return {
    name,
    description,
    spec: layered({ title, subtitle, values, right, layer: [line] }),
  };

  function axisOf(field: "x" | "y"): Quantitative {
    const numbers = values.map((value) => value[field]);
    const base = log[field];
    return base === undefined
      ? quantitative(field, inputs[field], { domain: paddedExtent(numbers), nice: false })
      : logarithmic(field, inputs[field], { base, values: numbers });
  }
}

function colorsOf(curves: readonly Curve[]): string[] {
  let others = 0;
  return curves.map(({ reference }) =>
    reference ? LIGHT.contrast : COLORS[others++ % COLORS.length]!,
  );
}

/** The length of a stroke in the legend. */
const SYMBOL = 22;

/** Hues that also differ in lightness. Each is at least three times as dark as the panel. */
const COLORS = [
  LIGHT.accent,
  "#d0488f",
  LIGHT.good,
  "#a87b00",
  "#7a3e9d",
  LIGHT.ink,
  "#2f9fc4",
  "#8a6a4f",
];
