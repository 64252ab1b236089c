import { DivergedError, EbmError } from "@ebm/core/errors";
import { messageOf } from "../errors.js";
import { isFiniteNumber } from "../report/is-finite-number.js";
import type { CellConfig, CellContext, Metrics, PlannedCell, Study } from "./study.js";

/** Significant digits of a series. Only plots read series. */
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
    return context.signal.aborted ? undefined : { ...asSaved(metrics), diverged: 0 };
  } catch (error) {
    if (context.signal.aborted) return undefined;
    if (error instanceof DivergedError) return { diverged: 1 };
    throw new EbmError(`cell ${name}: ${messageOf(error)}`, { cause: error });
  }
}

/** Converts metrics to JSON: null for numbers that are not finite. Rounds series. */
function asSaved(metrics: Metrics): Metrics {
  const short = (value: number | null): number | null =>
    isFiniteNumber(value) ? Number(value.toPrecision(SERIES_DIGITS)) : null;
  return Object.fromEntries(
    Object.entries(metrics).map(([name, metric]) => {
      if (typeof metric === "string") return [name, metric];
      if (Array.isArray(metric)) return [name, metric.map(short)];
      return [name, isFiniteNumber(metric) ? metric : null];
    }),
  );
}
