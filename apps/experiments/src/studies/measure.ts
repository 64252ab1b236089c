import { DivergedError, EbmError } from "@ebm/core/errors";
import { messageOf } from "../errors.js";
import type { CellConfig, CellContext, Metrics, PlannedCell, Study } from "./study.js";

/** Significant digits of a series, which only plots read. */
const SERIES_DIGITS = 5;

/**
 * Computes the metrics of a cell. Training that diverged has one metric, `diverged`, which is 1.
 *
 * @returns Undefined if the signal aborted it.
 * @throws {EbmError} If the cell fails, with its name.
 */
export async function measure<Config extends CellConfig>(
  study: Study<Config>,
  { name, config }: PlannedCell<Config>,
  context: CellContext,
): Promise<Metrics | undefined> {
  try {
    const metrics = await study.run(config, context);
    return context.signal.aborted ? undefined : { diverged: 0, ...withShortSeries(metrics) };
  } catch (error) {
    if (context.signal.aborted) return undefined;
    if (error instanceof DivergedError) return { diverged: 1 };
    throw new EbmError(`cell ${name}: ${messageOf(error)}`, { cause: error });
  }
}

function withShortSeries(metrics: Metrics): Metrics {
  const short = (value: number | null): number | null =>
    value === null ? null : Number(value.toPrecision(SERIES_DIGITS));
  return Object.fromEntries(
    Object.entries(metrics).map(([name, metric]) => [
      name,
      Array.isArray(metric) ? metric.map(short) : metric,
    ]),
  );
}
