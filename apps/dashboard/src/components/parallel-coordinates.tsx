import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { RunRow } from "../api.js";
import { type AxisScale, axisScale } from "../lib/axis-scale.js";
import { differingSettings } from "../lib/differing-settings.js";
import { formatSetting, settingName } from "../lib/format.js";
import { nameOf } from "../lib/metric-names.js";
import { lineStyle } from "../lib/palette.js";
import { svgFile } from "../lib/svg-file.js";
import { facts } from "../state/facts.js";
import { FigureMenu } from "./figure-menu.js";
import { PointTable } from "./point-table.js";
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
  const svg = useRef<SVGSVGElement>(null);
  const axes = axesOf(runs);
  if (runs.length < 2 || axes.length < 2) return null;
  const width = 2 * SIDE + STEP * (axes.length - 1);
  const place = (value: number): number => TOP + (1 - value) * (HEIGHT - TOP - BOTTOM);
  const columns = ["run", ...axes.map(({ title }) => title)];
  const rows = runs.map((run) => [run.id, ...axes.map(({ cellOf }) => textOf(cellOf(run)))]);
  const csv = (): string =>
    [columns, ...rows].map((row) => `${row.map((text) => `"${text}"`).join(",")}\n`).join("");
  return (
    <section class="stack">
      <h2>Settings and results</h2>
      <figure class="chart panel parallel">
        <figcaption>
          <h3>A line for each run</h3>
          <FigureMenu title="Settings and results" csv={csv} svg={() => svgFile(svg.current!)} />
        </figcaption>
        <ScrollArea label="Parallel coordinates">
          <svg
            ref={svg}
            viewBox={`0 0 ${width} ${HEIGHT}`}
            style={{ width: `${width}px` }}
            role="img"
            aria-label={`A line for each of ${runs.length} runs through ${axes.map(({ title }) => title).join(", ")}. The numbers are in the table below.`}
            font-size="12"
          >
            {axes.map(({ title, scale }, i) => (
              <g key={title} transform={`translate(${SIDE + STEP * i} 0)`}>
                <line y1={TOP} y2={HEIGHT - BOTTOM} stroke="var(--strong-line)" />
                <text y={18} text-anchor="middle" font-weight="600" fill="var(--ink)">
                  {shortened(title)}
                </text>
                <text y={TOP - 8} text-anchor="middle" fill="var(--muted)">
                  {scale.most}
                </text>
                <text y={HEIGHT - BOTTOM + 18} text-anchor="middle" fill="var(--muted)">
                  {scale.least}
                </text>
              </g>
            ))}
            {runs.map((run, k) => (
              <path
                key={run.id}
                fill="none"
                stroke={lineStyle(k).color}
                stroke-width={active === run.id ? 4 : 1.8}
                stroke-opacity={active === "" || active === run.id ? 0.85 : 0.25}
                stroke-dasharray={lineStyle(k).dash.join(" ")}
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
        <PointTable title="Settings and results" columns={columns} rows={rows} />
      </figure>
    </section>
  );
}

const textOf = (value: unknown): string | number =>
  typeof value === "number" ? value : formatSetting(value);

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
