import type { JSX } from "preact";
import { formatNumber } from "../lib/format.js";
import { niceTicks } from "../lib/nice-ticks.js";
import { FRAME } from "./scatter-frame.js";

export interface ScatterAxesProps {
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

const { width, height, left, top, right, bottom } = FRAME;

/** Grid lines, numbers and titles. */
export function ScatterAxes(props: ScatterAxesProps): JSX.Element {
  const { xTitle, yTitle, xRange, yRange, x, y } = props;
  return (
    <g fill="var(--muted)" stroke="none">
      {niceTicks(...xRange, 5).map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={top} y2={height - bottom} stroke="var(--line)" />
          <text x={x(tick)} y={height - bottom + 16} text-anchor="middle">
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      {niceTicks(...yRange, 5).map((tick) => (
        <g key={tick}>
          <line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
          <text x={left - 8} y={y(tick) + 4} text-anchor="end">
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      <text x={(left + width - right) / 2} y={height - 10} text-anchor="middle">
        {xTitle}
      </text>
      <text
        transform={`translate(14 ${(top + height - bottom) / 2}) rotate(-90)`}
        text-anchor="middle"
      >
        {yTitle}
      </text>
    </g>
  );
}
