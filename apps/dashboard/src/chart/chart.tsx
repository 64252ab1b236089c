import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { FigureMenu } from "../components/figure-menu.js";
import { formatNumber } from "../lib/format.js";
import { themeChanges } from "../state/theme.js";
import { type ChartLine, type LogAxes, type Range, valueAt } from "./chart-line.js";
import { chartSvg } from "./chart-svg.js";
import { ChartTable } from "./chart-table.js";
import { createPlot, type Plot } from "./create-plot.js";
import { stepExtent } from "./extent.js";
import { moveRange } from "./move-range.js";

export interface ChartProps {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly log: LogAxes;
  /** The steps to show. Default: all. */
  readonly range: Range | undefined;
  readonly onRange: (range: Range | undefined) => void;
  /** The address of all points as CSV. */
  readonly csv: string;
}

/** Lines over steps: pointer and keyboard move and zoom, and a table holds the numbers. */
export function Chart({ title, lines, log, range, onRange, csv }: ChartProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>(undefined);
  const select = useRef(onRange);
  select.current = onRange;
  const [cursor, setCursor] = useState<number>();
  const changes = themeChanges.value;

  useEffect(() => {
    plot.current = createPlot(element.current!, {
      log,
      onRange: (next) => select.current(next),
      onCursor: setCursor,
    });
    return () => plot.current?.destroy();
  }, [log.x, log.y, changes]);
  useEffect(() => plot.current?.draw(lines, range), [lines, range, log.x, log.y, changes]);

  const press = (event: KeyboardEvent): void => {
    const whole = stepExtent(lines, log.x);
    const next = moveRange(event.key, plot.current?.range() ?? whole, whole);
    if (next === undefined) return;
    event.preventDefault();
    onRange(next === "all" ? undefined : next);
  };
  const wheel = (event: WheelEvent): void => {
    if (Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
    event.preventDefault();
    const [from, to] = plot.current!.range();
    const shift = ((to - from) * event.deltaX) / element.current!.clientWidth;
    onRange([from + shift, to + shift]);
  };
  return (
    <figure class="chart panel">
      <figcaption>
        <h3>{title}</h3>
        <FigureMenu title={title} csv={csv} svg={() => chartSvg({ title, lines, log, range })} />
      </figcaption>
      <div
        class="plot"
        ref={element}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move what the picture shows
        tabIndex={0}
        role="img"
        aria-label={`${title}. Arrow keys move, plus and minus zoom, 0 shows all. The numbers are in the table below.`}
        onKeyDown={press}
        onWheel={wheel}
        onDblClick={() => onRange(undefined)}
      />
      <Legend lines={lines} cursor={cursor} />
      <ChartTable title={title} lines={lines} />
    </figure>
  );
}

/** Lines that the legend lists. More are in the table. */
const LISTED = 12;

interface LegendProps {
  readonly lines: readonly ChartLine[];
  readonly cursor: number | undefined;
}

function Legend({ lines, cursor }: LegendProps): JSX.Element {
  const named = lines.filter(({ isFaint }) => !isFaint);
  return (
    <ul class="legend">
      {named.slice(0, LISTED).map((line) => (
        <li key={line.label}>
          <svg viewBox="0 0 22 8" aria-hidden="true">
            <line
              x1="0"
              x2="22"
              y1="4"
              y2="4"
              stroke={line.color}
              stroke-width="2.5"
              stroke-dasharray={line.dash.join(" ")}
            />
          </svg>
          {line.label} <b>{formatNumber(valueAt(line, cursor ?? Number.POSITIVE_INFINITY))}</b>
        </li>
      ))}
      {named.length > LISTED && <li class="muted">and {named.length - LISTED} more</li>}
      {cursor !== undefined && <li class="muted">step {formatNumber(Math.round(cursor), 0)}</li>}
    </ul>
  );
}
