import type { Points } from "../api.js";
import { formatNumber } from "../lib/format.js";
import { logTicks, niceTicks } from "../lib/nice-ticks.js";
import type { ChartLine, LogAxes, Range } from "./chart-line.js";
import { stepExtent, valueExtent } from "./extent.js";

export interface ChartSvgOptions {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly log: LogAxes;
  readonly range: Range | undefined;
}

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [720, 400, 70, 44, 20, 40];
const LISTED = 12;
const ROW = 18;

/** Draws a chart as a complete SVG file on white, with its legend. */
export function chartSvg({ title, lines, log, range }: ChartSvgOptions): string {
  const shown = range ?? stepExtent(lines, log.x);
  const values = valueExtent(lines, shown, log.y);
  const x = scale(shown, [LEFT, WIDTH - RIGHT], log.x);
  const y = scale(values, [HEIGHT - BOTTOM, TOP], log.y);
  const trace = ({ steps, values: heights }: Points): string => {
    let isOpen = false;
    return steps
      .map((step, i) => {
        const height = heights[i]!;
        if ((log.x && step <= 0) || (log.y && height <= 0)) {
          isOpen = false;
          return "";
        }
        const text = `${isOpen ? "L" : "M"}${x(step).toFixed(1)} ${y(height).toFixed(1)}`;
        isOpen = true;
        return text;
      })
      .join("");
  };
  const path = (points: Points, color: string, dash: readonly number[], isFaint: boolean): string =>
    `<path d="${trace(points)}" fill="none" stroke="${color}" stroke-width="${isFaint ? 1 : 1.8}" stroke-opacity="${isFaint ? 0.35 : 1}" stroke-dasharray="${isFaint ? "" : dash.join(" ")}"/>`;
  const drawn = lines.flatMap(({ points, smooth, color, dash, isFaint = false }) => [
    path(points, color, dash, isFaint || smooth !== undefined),
    ...(smooth ? [path(smooth, color, dash, isFaint)] : []),
  ]);
  const bands = lines.flatMap(({ band, color }) => {
    if (!band) return [];
    const back = trace(reversed(band.low)).replace("M", "L");
    return [`<path d="${trace(band.high)}${back}Z" fill="${color}" fill-opacity="0.18"/>`];
  });
  const xTicks = (log.x ? logTicks(...shown) : niceTicks(...shown, 6)).map(
    (tick) =>
      `<line x1="${x(tick)}" x2="${x(tick)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#e6e9ed"/><text x="${x(tick)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${formatNumber(tick)}</text>`,
  );
  const yTicks = (log.y ? logTicks(...values) : niceTicks(...values, 5)).map(
    (tick) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}" stroke="#e6e9ed"/><text x="${LEFT - 8}" y="${y(tick) + 4}" text-anchor="end">${formatNumber(tick)}</text>`,
  );
  const named = lines.filter(({ isFaint }) => !isFaint).slice(0, LISTED);
  const legend = named.map(
    ({ label, color, dash }, i) =>
      `<line x1="${LEFT}" x2="${LEFT + 22}" y1="${HEIGHT + ROW * i + 6}" y2="${HEIGHT + ROW * i + 6}" stroke="${color}" stroke-width="2.5" stroke-dasharray="${dash.join(" ")}"/><text x="${LEFT + 30}" y="${HEIGHT + ROW * i + 10}">${escaped(label)}</text>`,
  );
  const height = HEIGHT + ROW * named.length + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Inter, system-ui, sans-serif" font-size="12" fill="#57606b"><rect width="100%" height="100%" fill="#fff"/><text x="${LEFT}" y="24" font-size="15" font-weight="600" fill="#1b2027">${escaped(title)}</text>${[...xTicks, ...yTicks].join("")}<clipPath id="c"><rect x="${LEFT}" y="${TOP}" width="${WIDTH - LEFT - RIGHT}" height="${HEIGHT - TOP - BOTTOM}"/></clipPath><g clip-path="url(#c)" stroke-linejoin="round">${[...bands, ...drawn].join("")}</g>${legend.join("")}</svg>\n`;
}

function scale([from, to]: Range, [start, end]: Range, isLog: boolean): (value: number) => number {
  const place = isLog ? Math.log : (value: number) => value;
  const [low, high] = [place(from), place(to)];
  return (value) => start + ((place(value) - low) / (high - low)) * (end - start);
}

const reversed = ({ steps, values }: Points): Points => ({
  steps: [...steps].reverse(),
  values: [...values].reverse(),
});

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
