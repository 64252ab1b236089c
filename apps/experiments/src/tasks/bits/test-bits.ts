import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { evaluateBits } from "@ebm/models";
import type { Metrics } from "../task.js";
import type { FittedBits } from "./fitted-bits.js";

/** Test results of a model: means over rows, in nats. */
export interface TestedBits {
  readonly metrics: Metrics;
  readonly nll: number;
  /** The mean gain over independent bits, and its standard error, paired by row. */
  readonly gain: Estimate;
}

interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/** Compares a model with simpler models of the same training rows, on test rows. */
export async function testBits(
  { params, independent, chowLiu, report }: FittedBits,
  { test, levels }: { readonly test: Matrix; readonly levels: readonly number[] },
): Promise<TestedBits> {
  const evaluation = await evaluateBits(params, { rows: test, levels, independent });
  const { losses, frequencyLosses, nll, nllStandardError } = evaluation;
  const { baseNll, frequencyNll, uniformNll } = evaluation;
  const tree = await evaluateBits(
    { base: chowLiu, tilt: undefined },
    { rows: test, levels, independent },
  );
  return {
    nll,
    gain: estimate(losses.map((loss, row) => frequencyLosses[row]! - loss)),
    metrics: {
      nll,
      nllStandardError: Number.isFinite(nllStandardError) ? nllStandardError : null,
      baseNll,
      chowLiuNll: tree.nll,
      frequencyNll,
      uniformNll,
      ...(report.tilt && {
        effectiveShare: report.tilt.effectiveShare,
        tiltKept: Number(report.tiltKept),
      }),
    },
  };
}

function estimate(values: Float64Array): Estimate {
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const variance = squares / (values.length - 1) / values.length;
  return { mean: center, standardError: Math.sqrt(variance) };
}
