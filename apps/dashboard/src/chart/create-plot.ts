import uPlot from "uplot";
import { formatNumber } from "../lib/format.js";
import type { ChartLine, LogAxes, Range } from "./chart-line.js";
import { drawLines } from "./draw-lines.js";
import { stepExtent, valueExtent } from "./extent.js";

export interface PlotOptions {
  readonly log: LogAxes;
  /** Called with the steps that the user selects. */
  readonly onRange: (range: Range) => void;
  /** Called with the step under the pointer. */
  readonly onCursor: (step: number | undefined) => void;
}

/** A drawing of lines with axes, on which a range of steps can be selected. */
export interface Plot {
  /** Draws lines between two steps. Default: all steps. */
  draw(lines: readonly ChartLine[], range: Range | undefined): void;
  /** Returns the steps that are shown. */
  range(): Range;
  destroy(): void;
}

const HEIGHT = 240;

/**
 * Creates a plot in an element. uPlot draws axes and handles the pointer. The lines are drawn here,
 * because each has its own steps.
 */
export function createPlot(element: HTMLElement, { log, onRange, onCursor }: PlotOptions): Plot {
  let lines: readonly ChartLine[] = [];
  let shown: Range = [0, 1];
  const color = (name: string): string => getComputedStyle(element).getPropertyValue(name).trim();
  const probe = (name: string): string => resolved(element, color(name));
  const axis = {
    stroke: probe("--muted"),
    grid: { stroke: probe("--line"), width: 1 },
    ticks: { stroke: probe("--line"), width: 1, size: 5 },
    font: "12px Inter, system-ui, sans-serif",
    values: (_: uPlot, splits: number[]) =>
      splits.map((value) => (value === null ? "" : formatNumber(value))),
  };
  const plot = new uPlot(
    {
      width: element.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      padding: [10, 24, 0, 0],
      cursor: { y: false, drag: { x: true, y: false, setScale: false } },
      scales: {
        x: { time: false, distr: log.x ? 3 : 1, range: () => [...shown] },
        y: {
          distr: log.y ? 3 : 1,
          range: () => [...valueExtent(lines, shown, log.y)],
        },
      },
      axes: [
        { ...axis, space: 70, size: 34 },
        { ...axis, size: 62 },
      ],
      series: [{}, { show: true }],
      hooks: {
        draw: [
          ({ ctx, bbox, valToPos }) => {
            ctx.save();
            ctx.beginPath();
            ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
            ctx.clip();
            drawLines(ctx, lines, {
              x: (step) => valToPos(step, "x", true),
              y: (value) => valToPos(value, "y", true),
              log,
              ratio: devicePixelRatio,
            });
            ctx.restore();
          },
        ],
        setSelect: [
          ({ select, posToVal }) => {
            if (select.width < 4) return;
            onRange([posToVal(select.left, "x"), posToVal(select.left + select.width, "x")]);
            plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          },
        ],
        setCursor: [
          ({ cursor, posToVal }) => {
            const { left = -1 } = cursor;
            onCursor(left < 0 ? undefined : posToVal(left, "x"));
          },
        ],
      },
    },
    // only its scales are used
    [
      [0, 1],
      [null, null],
    ],
    element,
  );
  const resize = new ResizeObserver(() => {
    if (element.clientWidth > 0) plot.setSize({ width: element.clientWidth, height: HEIGHT });
  });
  resize.observe(element);
  return {
    draw(next, range) {
      lines = next;
      shown = range ?? stepExtent(lines, log.x);
      plot.setData([[...shown], [null, null]]);
    },
    range: () => shown,
    destroy() {
      resize.disconnect();
      plot.destroy();
    },
  };
}

/** Resolves `light-dark()`, which a canvas does not know. */
function resolved(element: HTMLElement, value: string): string {
  const probe = document.createElement("span");
  probe.style.color = value;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
