import { LIGHT } from "../colors.js";
import { type Layers, layered } from "../drawing/layered.js";
import { paddedExtent } from "../drawing/padded-extent.js";
import { quantitative } from "../drawing/quantitative.js";
import type { Plot } from "../plot.js";

export interface CurvesInputs {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly x: string;
  readonly y: string;
  readonly curves: readonly Curve[];
}

export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** What the others are compared with. */
  readonly reference?: boolean;
}

/** Some curves in one frame, each named at the right. */
export function curves(inputs: CurvesInputs): Plot {
  const { name, title, subtitle, description, curves } = inputs;
  const values = curves.flatMap((curve) =>
    curve.points.map(([x, y]) => ({ curve: curve.name, x, y })),
  );
  const names = curves.map((curve) => curve.name);
  const encoding = {
    x: quantitative("x", inputs.x, { domain: paddedExtent(values.map(({ x }) => x)), nice: false }),
    y: quantitative("y", inputs.y, { domain: paddedExtent(values.map(({ y }) => y)), nice: false }),
    color: {
      field: "curve",
      type: "nominal",
      scale: { domain: names, range: curves.map(colorOf) },
      legend: {
        title: null,
        labelFontSize: 13,
        labelColor: LIGHT.ink,
        labelLimit: 0,
        symbolType: "stroke",
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
    spec: layered({ title, subtitle, values, right: 170, layer: [line] }),
  };

  /** Along one scale, from light to dark. */
  function colorOf({ reference }: Curve, i: number): string {
    return reference ? LIGHT.contrast : SCALE[Math.min(i, SCALE.length - 1)]!;
  }
}

const SCALE = [
  "#9ecae9",
  "#6baed6",
  "#4292c6",
  "#2171b5",
  "#08519c",
  "#08306b",
  "#1a7f4b",
  "#7a3e9d",
];
