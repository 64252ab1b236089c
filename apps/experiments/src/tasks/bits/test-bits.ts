import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { type BitsModelParams, openBitsModel } from "@ebm/models";
import type { Metrics } from "../task.js";
import type { FittedBits } from "./fitted-bits.js";

/** What test rows say of a model: means over rows, in nats. */
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

/** Compares a model with test rows, and with simpler models of the same training rows. */
export async function testBits(
  { params, independent, chowLiu, report }: FittedBits,
  { test, levels }: { readonly test: Matrix; readonly levels: readonly number[] },
): Promise<TestedBits> {
  const model = await losses(params, test);
  const base = params.tilt ? await losses({ ...params, tilt: undefined }, test) : model;
  const frequency = await losses({ base: independent, tilt: undefined }, test);
  const tree = await losses({ base: chowLiu, tilt: undefined }, test);
  const { mean: nll, standardError: nllStandardError } = estimate(model);
  return {
    nll,
    gain: estimate(model.map((loss, row) => frequency[row]! - loss)),
    metrics: {
      nll,
      nllStandardError: Number.isFinite(nllStandardError) ? nllStandardError : null,
      baseNll: mean(base),
      chowLiuNll: mean(tree),
      frequencyNll: mean(frequency),
      uniformNll: uniformNll(test, levels),
      ...(report.tilt && {
        effectiveShare: report.tilt.effectiveShare,
        tiltKept: Number(report.tiltKept),
      }),
    },
  };
}

/** The mean over rows of the log of the number of values, summed over the known entries. */
function uniformNll({ data, shape: [rows, dim] }: Matrix, levels: readonly number[]): number {
  return (
    data.reduce(
      (sum, value, i) => sum + (Number.isNaN(value) ? 0 : Math.log(levels[i % dim]!)),
      0,
    ) / rows
  );
}

/** −log p of each row. */
async function losses(params: BitsModelParams, rows: Matrix): Promise<Float64Array> {
  const model = openBitsModel(params);
  try {
    return (await model.logProb(rows)).map((logProb) => -logProb);
  } finally {
    await model.dispose();
  }
}

function estimate(values: Float64Array): Estimate {
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const variance = squares / (values.length - 1) / values.length;
  return { mean: center, standardError: Math.sqrt(variance) };
}
