import type { TopLevelSpec } from "vega-lite";
import { LIGHT } from "../colors.js";
import { encodePng } from "../drawing/encode-png.js";
import { type Layers, layered, WIDTH } from "../drawing/layered.js";
import { textWidth } from "../drawing/text-width.js";
import type { Plot } from "../plot.js";

export interface HeatmapsInputs {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  /** The names of the rows of panels, and of the columns. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly panels: readonly Heatmap[];
  /** The height of a panel relative to its width. Default: 1. */
  readonly aspect?: number;
}

export interface Heatmap {
  readonly row: string;
  readonly column: string;
  /** Values from 0, white, to 1, row by row from the top. */
  readonly values: ArrayLike<number>;
  readonly width: number;
}

const GAP = 8;
const [RIGHT, LABEL_GAP] = [10, 10];

/** Shows functions on the plane as pictures, in rows and columns. */
export function heatmaps(inputs: HeatmapsInputs): Plot {
  const { name, title, subtitle, description, rows, columns, panels, aspect = 1 } = inputs;
  const left = LABEL_GAP + 8 + Math.max(...rows.map(textWidth));
  const side = (WIDTH - left - RIGHT - GAP * (columns.length - 1)) / columns.length;
  const [across, down] = [side + GAP, side * aspect + GAP];
  const height = 70 + 54 + down * rows.length;
  const place = (index: number, step: number, size: number): object => ({
    value: index * step + size / 2,
  });
  const pictures = panels.map(({ row, column, values, width }): Layers[number] => ({
    data: { values: [{ url: shades(values, width) }] },
    mark: {
      type: "image",
      width: side,
      height: side * aspect,
      align: "center",
      baseline: "middle",
      aspect: false,
    },
    encoding: {
      x: place(columns.indexOf(column), across, side),
      y: place(rows.indexOf(row), down, side * aspect),
      url: { field: "url", type: "nominal" },
    },
  }));
  const label = (
    text: string,
    x: number,
    y: number,
    align: "center" | "right",
  ): Layers[number] => ({
    data: { values: [{}] },
    mark: { type: "text", text, align, baseline: "middle", fontSize: 13, color: LIGHT.muted, x, y },
  });
  const labels = [
    ...columns.map((text, i) =>
      label(text, i * across + side / 2, down * rows.length + 8, "center"),
    ),
    ...rows.map((text, i) => label(text, -LABEL_GAP, i * down + (side * aspect) / 2, "right")),
  ];
  const spec: TopLevelSpec = layered({
    title,
    subtitle,
    values: [],
    layer: [...pictures, ...labels] as Layers,
    height,
    left,
    right: RIGHT,
  });
  return { name, description, spec };
}

/** Returns a data URL of values from 0, white, to 1, in shades between the accent and the ink. */
export function shades(values: ArrayLike<number>, width: number): string {
  const rgb = new Uint8Array(3 * values.length);
  for (let i = 0; i < values.length; i++) {
    const t = Math.min(Math.max(values[i]!, 0), 1) * (SHADES.length - 1);
    const [from, to] = [SHADES[Math.floor(t)]!, SHADES[Math.ceil(t)]!];
    for (let j = 0; j < 3; j++) {
      rgb[3 * i + j] = Math.round(from[j]! + (t - Math.floor(t)) * (to[j]! - from[j]!));
    }
  }
  const png = encodePng({ width, height: values.length / width, rgb });
  return `data:image/png;base64,${png.toString("base64")}`;
}

const SHADES = [LIGHT.panel, LIGHT.accent, LIGHT.ink].map((hex) =>
  [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16)),
);
