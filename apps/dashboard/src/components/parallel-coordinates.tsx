import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RunRow } from "../api.js";
import { type AxisScale, axisScale } from "../lib/axis-scale.js";
import { differingSettings } from "../lib/differing-settings.js";
import { settingName } from "../lib/format.js";
import { nameOf } from "../lib/metric-names.js";
import { lineStyle } from "../lib/palette.js";
import { facts } from "../state/facts.js";
import { ScrollArea } from "./scroll-area.js";

const [HEIGHT, TOP, BOTTOM, STEP, SIDE] = [300, 46, 34, 170, 80];
const MOST_METRICS = 4;

/** One line a run through its settings and metrics, to see which settings lead to which metrics. */
export function ParallelCoordinates({
  runs,
}: {
  readonly runs: readonly RunRow[];
}): JSX.Element | null {
  const [active, setActive] = useState("");
  const axes = axesOf(runs);
  if (runs.length < 2 || axes.length < 2) return null;
  const width = 2 * SIDE + STEP * (axes.length - 1);
  const place = (value: number): number => TOP + (1 - value) * (HEIGHT - TOP - BOTTOM);
  return (
    <section class="stack">
      <h2>Settings and results</h2>
      <div class="panel parallel">
        <ScrollArea label="Parallel coordinates">
          <svg
            viewBox={`0 0 ${width} ${HEIGHT}`}
            style={{ width: `${width}px` }}
            role="img"
            aria-label={`A line for each of ${runs.length} runs through ${axes.map(({ title }) => title).join(", ")}. The tables above have the numbers.`}
          >
            {axes.map(({ title, scale }, i) => (
              <g key={title} transform={`translate(${SIDE + STEP * i} 0)`}>
                <line class="axis" y1={TOP} y2={HEIGHT - BOTTOM} />
                <text class="title" y={18} text-anchor="middle">
                  {shortened(title)}
                </text>
                <text y={TOP - 8} text-anchor="middle">
                  {scale.most}
                </text>
                <text y={HEIGHT - BOTTOM + 18} text-anchor="middle">
                  {scale.least}
                </text>
              </g>
            ))}
            {runs.map((run, k) => (
              <path
                key={run.id}
                class={`line ${active === run.id ? "active" : ""}`}
                stroke={lineStyle(k).color}
                d={pathOf(run, axes, place)}
              >
                <title>{run.id}</title>
              </path>
            ))}
          </svg>
        </ScrollArea>
        <ul class="legend">
          {runs.map(({ id }, k) => (
            <li key={id}>
              <button
                type="button"
                class="link"
                onFocus={() => setActive(id)}
                onBlur={() => setActive("")}
                onMouseEnter={() => setActive(id)}
                onMouseLeave={() => setActive("")}
              >
                <span class="swatch" style={{ color: lineStyle(k).color }} />
                {id}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

interface Axis {
  readonly title: string;
  readonly scale: AxisScale;
  readonly cellOf: (run: RunRow) => unknown;
}

function axesOf(runs: readonly RunRow[]): Axis[] {
  const metrics = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))];
  const sources: (readonly [string, (run: RunRow) => unknown])[] = [
    ...differingSettings(runs).map(
      (name) =>
        [
          settingName(name),
          (run: RunRow) => (name === "task" ? run.task : run.config[name]),
        ] as const,
    ),
    ...metrics
      .filter((name) => distinct(runs.map((run) => run.metrics[name])) > 1)
      .slice(0, MOST_METRICS)
      .map((name) => [nameOf(name, facts.value), (run: RunRow) => run.metrics[name]] as const),
  ];
  return sources
    .filter(([, cellOf]) => distinct(runs.map(cellOf)) > 1)
    .map(([title, cellOf]) => ({ title, cellOf, scale: axisScale(runs.map(cellOf)) }));
}

function distinct(values: readonly unknown[]): number {
  return new Set(values.flatMap((value) => JSON.stringify(value ?? undefined) ?? [])).size;
}

function pathOf(run: RunRow, axes: readonly Axis[], place: (value: number) => number): string {
  let isOpen = false;
  return axes
    .map(({ scale, cellOf }, i) => {
      const value = scale.place(cellOf(run));
      if (value === undefined) {
        isOpen = false;
        return "";
      }
      const text = `${isOpen ? "L" : "M"}${SIDE + STEP * i} ${place(value).toFixed(1)}`;
      isOpen = true;
      return text;
    })
    .join("");
}

const shortened = (title: string): string => (title.length > 24 ? `${title.slice(0, 23)}…` : title);
