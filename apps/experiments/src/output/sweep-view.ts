import type { Counts, FinishedTrial } from "@ebm/sweep";
import { formatNumber, formatSeconds } from "../report/format.js";
import { type RankedPoint, rankPoints } from "../sweep/rank-points.js";
import type { RunSweepConfig } from "../sweep/run-sweep-config.js";

/** Shows a sweep while it runs: a table that is drawn again, or lines where there is no terminal. */
export interface SweepView {
  count(counts: Counts): void;
  finish(trial: FinishedTrial): void;
  /** Removes the live table. */
  close(): void;
}

export interface SweepViewOptions {
  readonly config: RunSweepConfig;
  /** Trials that ended earlier. */
  readonly finished: readonly FinishedTrial[];
}

/** Milliseconds between two drawings. */
const PERIOD_MS = 250;
const SHOWN = 8;

export function sweepView(
  stream: NodeJS.WriteStream,
  { config, finished }: SweepViewOptions,
): SweepView {
  const trials = [...finished];
  const start = performance.now();
  let counts: Counts = { total: 0, done: 0, failed: 0, running: 0 };
  let [ended, height, drawn] = [0, 0, 0];

  const left = (): string => {
    const open = counts.total - counts.done - counts.failed;
    if (ended === 0 || open === 0) return "";
    const each = (performance.now() - start) / 1000 / ended;
    return `, ${formatSeconds(each * open)} left`;
  };
  const status = (): string => {
    const { total, done, failed, running } = counts;
    const parts = [`${done} of ${total} trials`];
    if (running > 0) parts.push(`${running} running`);
    if (failed > 0) parts.push(`${failed} failed`);
    return `${parts.join(", ")}${left()}`;
  };
  const erase = (): void => {
    if (height > 0) stream.write(`\x1b[${height}A\x1b[J`);
    height = 0;
  };
  const draw = (isDue: boolean): void => {
    if (!stream.isTTY || (!isDue && performance.now() - drawn < PERIOD_MS)) return;
    drawn = performance.now();
    const lines = [...rankingLines(config, trials, SHOWN), status()];
    erase();
    const width = stream.columns ?? 80;
    stream.write(lines.map((line) => `${line.slice(0, width - 1)}\n`).join(""));
    height = lines.length;
  };
  return {
    count(next) {
      const isFirst = counts.total === 0;
      counts = next;
      if (isFirst && !stream.isTTY) stream.write(`${status()}\n`);
      draw(isFirst);
    },
    finish(trial) {
      trials.push(trial);
      ended++;
      if (!stream.isTTY) stream.write(`${trialLine(config, trial)}; ${status()}\n`);
      draw(false);
    },
    close: erase,
  };
}

function trialLine(config: RunSweepConfig, trial: FinishedTrial): string {
  const name = `trial ${trial.number}`;
  if (trial.error !== undefined) return `${name} failed: ${trial.error.split("\n")[0]}`;
  const [point] = rankPoints(config, [trial]);
  return `${name}: ${config.objective.metric} ${formatNumber(point!.mean)}, ${formatSeconds(trial.seconds)}`;
}

/** Returns a table of the best points of each data set. */
export function rankingLines(
  config: RunSweepConfig,
  trials: readonly FinishedTrial[],
  count: number,
): string[] {
  const { objective, space } = config;
  const ranked = rankPoints(config, trials);
  const names = Object.keys(space);
  const cohorts = [...new Set(ranked.map(({ cohort }) => cohort))];
  const rows = cohorts.flatMap((cohort) =>
    ranked.filter((point) => point.cohort === cohort).slice(0, count),
  );
  if (rows.length === 0) return [];
  const table = [
    ["data", objective.metric, "trials", ...names],
    ...rows.map((point) => [
      point.cohort,
      meanText(point),
      String(point.trials.length),
      ...names.map((name) => valueText(point.values[name])),
    ]),
  ];
  const widths = table[0]!.map((_, i) => Math.max(...table.map((row) => row[i]!.length)));
  return table.map((row) =>
    row
      .map((text, i) => text.padEnd(widths[i]!))
      .join("  ")
      .trimEnd(),
  );
}

function meanText({ mean, deviation }: RankedPoint): string {
  const text = formatNumber(mean);
  return deviation === undefined ? text : `${text} ± ${formatNumber(deviation)}`;
}

function valueText(value: unknown): string {
  return typeof value === "number" ? String(Number(value.toPrecision(4))) : JSON.stringify(value);
}
