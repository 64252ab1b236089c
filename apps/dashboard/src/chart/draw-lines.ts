import type { Points } from "../api.js";
import type { ChartLine, LogAxes } from "./chart-line.js";

export interface DrawLinesOptions {
  /** The pixels of a step and of a value. */
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
  readonly log: LogAxes;
  /** Pixels of the canvas per pixel of the page. */
  readonly ratio: number;
}

/** Draws lines, faint ones first. Points without a place on a logarithmic axis leave gaps. */
export function drawLines(
  context: CanvasRenderingContext2D,
  lines: readonly ChartLine[],
  options: DrawLinesOptions,
): void {
  const { ratio } = options;
  const trace = (points: Points): Path2D => pathOf(points, options);
  context.lineJoin = "round";
  for (const { band, color } of lines) {
    if (!band) continue;
    const area = trace(band.high);
    const low = [...band.low.steps.keys()].reverse();
    for (const i of low) {
      area.lineTo(options.x(band.low.steps[i]!), options.y(band.low.values[i]!));
    }
    context.globalAlpha = 0.18;
    context.fillStyle = color;
    context.fill(area);
  }
  const strokes = lines.flatMap(({ points, smooth, color, dash, isFaint }) => [
    { points, color, dash, isFaint: isFaint || smooth !== undefined },
    ...(smooth ? [{ points: smooth, color, dash, isFaint }] : []),
  ]);
  strokes.sort((a, b) => Number(b.isFaint ?? false) - Number(a.isFaint ?? false));
  for (const { points, color, dash, isFaint } of strokes) {
    context.globalAlpha = isFaint ? 0.35 : 1;
    context.strokeStyle = color;
    context.lineWidth = (isFaint ? 1 : 1.8) * ratio;
    context.setLineDash(isFaint ? [] : dash.map((length) => length * ratio));
    context.stroke(trace(points));
    if (points.steps.length === 1) dot(context, points, options);
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

function pathOf({ steps, values }: Points, { x, y, log }: DrawLinesOptions): Path2D {
  const path = new Path2D();
  let isOpen = false;
  for (let i = 0; i < steps.length; i++) {
    const [step, value] = [steps[i]!, values[i]!];
    if ((log.x && step <= 0) || (log.y && value <= 0)) {
      isOpen = false;
      continue;
    }
    if (isOpen) path.lineTo(x(step), y(value));
    else path.moveTo(x(step), y(value));
    isOpen = true;
  }
  return path;
}

function dot(
  context: CanvasRenderingContext2D,
  { steps, values }: Points,
  { x, y, ratio }: DrawLinesOptions,
): void {
  context.fillStyle = context.strokeStyle;
  context.beginPath();
  context.arc(x(steps[0]!), y(values[0]!), 3 * ratio, 0, 2 * Math.PI);
  context.fill();
}
