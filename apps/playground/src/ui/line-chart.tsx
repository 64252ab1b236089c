import type { JSX } from "preact";
import { DataTable, shortNumber } from "./data-table.js";

interface Line {
  readonly name: string;
  /** Where the line is in the order of colors. */
  readonly tone: "data" | "model" | "truth";
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Whether the line is in the background. */
  readonly isFaint?: boolean;
}

interface LineChartProps {
  readonly title: string;
  readonly xLabel: string;
  readonly lines: readonly Line[];
  readonly empty: string;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [320, 150, 44, 20, 8];
/** Number of points of a drawn line, and of rows of a table. */
const [DRAWN, ROWS] = [240, 40];

/** A chart of lines over a common axis, with its numbers below. */
export function LineChart({ title, xLabel, lines, empty }: LineChartProps): JSX.Element {
  const drawn = lines.filter(({ y }) => y.length > 0);
  const bounds = boundsOf(drawn);
  return (
    <figure class="chart">
      <figcaption>
        <span class="chart-title">{title}</span>
        <span class="legend">
          {lines
            .filter(({ isFaint }) => !isFaint)
            .map(({ name, tone, y }) => (
              <span key={name} class={`key ${tone}`}>
                {name} {y.length > 0 && <output>{shortNumber(y.at(-1)!)}</output>}
              </span>
            ))}
        </span>
      </figcaption>
      {bounds ? (
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={described(title, lines)}>
          {ticks(bounds.low, bounds.high).map((y) => (
            <g key={y}>
              <line class="grid" x1={LEFT} x2={WIDTH} y1={place(y, bounds)} y2={place(y, bounds)} />
              <text x={LEFT - 6} y={place(y, bounds) + 3.5} text-anchor="end">
                {tickLabel(y)}
              </text>
            </g>
          ))}
          <text x={LEFT} y={HEIGHT - 4}>
            0
          </text>
          <text x={WIDTH} y={HEIGHT - 4} text-anchor="end">
            {xLabel} {bounds.last}
          </text>
          {drawn.map((line) => (
            <path
              key={line.name}
              class={`line ${line.tone} ${line.isFaint ? "faint" : ""}`}
              d={pathOf(line, bounds)}
            />
          ))}
        </svg>
      ) : (
        <p class="empty">{empty}</p>
      )}
      <DataTable
        title={`${title}: numbers`}
        columns={[xLabel, ...lines.map(({ name }) => name)]}
        rows={rowsOf(lines)}
      />
    </figure>
  );
}

interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly last: number;
}

/** Leaves out the highest two percent, so that the start does not flatten the rest. */
function boundsOf(lines: readonly Line[]): Bounds | undefined {
  const sorted = lines
    .flatMap(({ y }) => reduced(y, DRAWN).map((i) => y[i]!))
    .filter(Number.isFinite);
  sorted.sort((a, b) => a - b);
  const [low, high] = [sorted[0], sorted[Math.floor(0.98 * (sorted.length - 1))]];
  if (low === undefined || high === undefined) return;
  const margin = 0.06 * (high - low) || 0.5;
  const last = Math.max(1, ...lines.map(({ x }) => x.at(-1) ?? 0));
  return { low: low - margin, high: high + margin, last };
}

function place(y: number, { low, high }: Bounds): number {
  const share = Math.min(1.05, Math.max(-0.05, (y - low) / (high - low)));
  return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
}

function pathOf({ x, y }: Line, bounds: Bounds): string {
  const points = reduced(y, DRAWN).map((i) => {
    const across = LEFT + (x[i]! / bounds.last) * (WIDTH - LEFT);
    return `${across.toFixed(1)},${place(y[i]!, bounds).toFixed(1)}`;
  });
  return `M${points.join("L")}`;
}

/** Chooses the least and the greatest value of each part of a list, in their order. */
function reduced(y: readonly number[], count: number): number[] {
  if (y.length <= count) return [...y.keys()];
  const parts = count / 2;
  return Array.from({ length: parts }, (_, part) => {
    const end = Math.floor(((part + 1) * y.length) / parts);
    let [low, high] = [0, 0].map(() => Math.floor((part * y.length) / parts)) as [number, number];
    for (let i = low; i < end; i++) {
      if (y[i]! < y[low]!) low = i;
      if (y[i]! > y[high]!) high = i;
    }
    return low < high ? [low, high] : [high, low];
  }).flat();
}

function ticks(low: number, high: number): number[] {
  const rough = (high - low) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((m) => m * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

const tickLabel = (y: number): string => `${Number(y.toPrecision(3))}`.replace("-", "−");

function rowsOf(lines: readonly Line[]): (readonly number[])[] {
  const [first] = lines.filter(({ isFaint }) => !isFaint);
  if (!first) return [];
  const every = Math.max(1, Math.ceil(first.x.length / ROWS));
  return first.x
    .map((x, i) => [x, ...lines.map(({ y }) => y[i] ?? Number.NaN)])
    .filter((_, i) => i % every === 0 || i === first.x.length - 1);
}

function described(title: string, lines: readonly Line[]): string {
  const ends = lines
    .filter(({ y, isFaint }) => y.length > 0 && !isFaint)
    .map(({ name, y }) => `${name} ${shortNumber(y.at(-1)!)}`);
  return `${title}. ${ends.join(", ")}.`;
}
