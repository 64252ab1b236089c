import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { formatNumber } from "../lib/format.js";
import { svgFile } from "../lib/svg-file.js";
import { FigureMenu } from "./figure-menu.js";
import { PointTable } from "./point-table.js";
import { ScatterAxes } from "./scatter-axes.js";
import { FRAME } from "./scatter-frame.js";

interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** The ends of a bar through the point, along x. */
  readonly ends?: readonly [number, number];
  readonly count?: number;
}

export interface ScatterProps {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly points: readonly ScatterPoint[];
  /** The line on which points would be right: y = x, or y = 0. */
  readonly line: "equal" | "zero";
}

/** Points with a line on which they would be right, a table and downloads. */
export function Scatter({ title, xTitle, yTitle, points, line }: ScatterProps): JSX.Element {
  const svg = useRef<SVGSVGElement>(null);
  const xs = points.flatMap(({ x, ends = [] }) => [x, ...ends]);
  const ys = points.map(({ y }) => y);
  const all = [...xs, ...ys];
  const xRange = widened(line === "equal" ? all : xs);
  const yRange = widened(line === "equal" ? all : [...ys, 0]);
  const { width, height, left, top, right, bottom } = FRAME;
  const place = ([low, high]: readonly [number, number], value: number): number =>
    (value - low) / (high - low);
  const x = (value: number): number => left + place(xRange, value) * (width - left - right);
  const y = (value: number): number =>
    height - bottom - place(yRange, value) * (height - top - bottom);
  const [from, to] = xRange;
  const ends = line === "equal" ? [y(from), y(to)] : [y(0), y(0)];
  const most = Math.max(...points.map(({ count }) => count ?? 1));
  const others = points[0]?.ends
    ? ["lower", "upper"]
    : points[0]?.count === undefined
      ? []
      : ["rows"];
  const columns = [xTitle, yTitle, ...others];
  const rows = points.map(({ x: first, y: second, ends = [], count }) => {
    return [first, second, ...ends, ...(count === undefined ? [] : [count])];
  });
  const csv = (): string =>
    [columns.map((text) => `"${text}"`), ...rows].map((row) => `${row.join(",")}\n`).join("");
  return (
    <figure class="chart panel scatter">
      <figcaption>
        <h3>{title}</h3>
        <FigureMenu title={title} csv={csv} svg={() => svgFile(svg.current!)} />
      </figcaption>
      <svg
        ref={svg}
        viewBox={`0 0 ${width} ${height}`}
        font-size="12"
        role="img"
        aria-label={`${yTitle} against ${xTitle}, ${points.length} points. The numbers are in the table below.`}
      >
        <ScatterAxes {...{ xTitle, yTitle, xRange, yRange, x, y }} />
        <line
          x1={x(from)}
          x2={x(to)}
          y1={ends[0]}
          y2={ends[1]}
          stroke="var(--muted)"
          stroke-dasharray="5 4"
        />
        {points.map(({ y: value, ends }, i) => {
          if (!ends) return null;
          const [y1, y2] = [y(value), y(value)];
          return (
            <line
              key={i}
              {...{ x1: x(ends[0]), x2: x(ends[1]), y1, y2 }}
              stroke="var(--accent)"
              stroke-opacity="0.5"
            />
          );
        })}
        {points.map((point, i) => (
          <circle
            key={i}
            cx={x(point.x)}
            cy={y(point.y)}
            r={point.count === undefined ? 2.6 : 3 + 6 * Math.sqrt(point.count / most)}
            fill="var(--accent)"
            fill-opacity={point.count === undefined ? 0.55 : 0.75}
          >
            <title>
              {formatNumber(point.x)}, {formatNumber(point.y)}
            </title>
          </circle>
        ))}
      </svg>
      <PointTable title={title} columns={columns} rows={rows} />
    </figure>
  );
}

function widened(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = low === high ? 1 : 0.05 * (high - low);
  return [low - margin, high + margin];
}
