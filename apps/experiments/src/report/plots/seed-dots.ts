import { LIGHT } from "../colors.js";
import { layered } from "../drawing/layered.js";
import { quantitative } from "../drawing/quantitative.js";
import { textWidth } from "../drawing/text-width.js";
import type { Plot } from "../plot.js";

export interface SeedDotsInputs {
  readonly name: string;
  readonly title: string;
  readonly axis: string;
  /** The rows, from the top. */
  readonly lines: readonly SeedDotsLine[];
}

interface SeedDotsLine {
  readonly group: string;
  readonly label: string;
  /** One value per seed. */
  readonly values: readonly number[];
  readonly published: number | null;
}

const LINE = 20;

/** Plots a dot for each seed over a bar for the published figure. */
export function seedDots({ name, title, axis, lines }: SeedDotsInputs): Plot {
  const named = lines.map((line) => ({ ...line, line: `${line.group}, ${line.label}` }));
  const y = {
    field: "line",
    type: "nominal",
    title: null,
    scale: { domain: named.map(({ line }) => line) },
    axis: { labelColor: LIGHT.ink, labelLimit: 0, grid: true },
  } as const;
  const seeds = named.flatMap(({ line, values }) => values.map((value) => ({ line, value })));
  const published = named.filter((line) => line.published !== null);
  const x = (field: string): ReturnType<typeof quantitative> =>
    quantitative(field, axis, { zero: false });
  return {
    name,
    description: `${title}: each seed a dot, published figures as bars.`,
    spec: layered({
      title,
      subtitle: "a dot: a seed; a bar: published",
      values: seeds,
      left: 16 + Math.max(...named.map(({ line }) => textWidth(line))),
      height: 124 + LINE * lines.length,
      layer: [
        {
          data: { values: published },
          mark: { type: "tick", color: LIGHT.contrast, thickness: 3, size: 14 },
          encoding: { x: x("published"), y },
        },
        {
          mark: {
            type: "point",
            filled: true,
            color: LIGHT.accent,
            fillOpacity: 0.7,
            opacity: 1,
            size: 36,
          },
          encoding: { x: x("value"), y },
        },
      ],
    }),
  };
}
