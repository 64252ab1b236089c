import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { openBitsModel } from "./bits-model.js";
import type { BitsBaseParams } from "./bits-params.js";
import type { BitsModelParams } from "./bits-tilt.js";
import { uniformLoss } from "./uniform-loss.js";

export interface EvaluateBitsInputs {
  /** Values of the columns; NaN where one is missing. Shape [rows, columns]. */
  readonly rows: Matrix;
  /** Number of values of each column. */
  readonly levels: readonly number[];
  /** Independent columns, to compare with. */
  readonly independent: BitsBaseParams;
}

/** Losses of rows in nats, −log p of what is known of each. */
export interface BitsEvaluation {
  readonly nll: number;
  /** NaN for one row. */
  readonly nllStandardError: number;
  /** The loss without the energy. */
  readonly baseNll: number;
  /** The loss of independent columns. */
  readonly frequencyNll: number;
  /** The loss if all values are equally likely. */
  readonly uniformNll: number;
  /** Shape [rows]. */
  readonly losses: Float64Array;
  /** The losses of independent columns. Shape [rows]. */
  readonly frequencyLosses: Float64Array;
}

/** Compares a model of bits and categories with rows it has not seen. */
export async function evaluateBits(
  params: BitsModelParams,
  { rows, levels, independent }: EvaluateBitsInputs,
): Promise<BitsEvaluation> {
  const losses = await lossesOf(params, rows);
  const base = params.tilt ? await lossesOf({ ...params, tilt: undefined }, rows) : losses;
  const frequencyLosses = await lossesOf({ base: independent, tilt: undefined }, rows);
  const nll = mean(losses);
  const squares = losses.reduce((sum, loss) => sum + (loss - nll) ** 2, 0);
  return {
    nll,
    nllStandardError: Math.sqrt(squares / (losses.length - 1) / losses.length),
    baseNll: mean(base),
    frequencyNll: mean(frequencyLosses),
    uniformNll: uniformLoss(rows, levels),
    losses,
    frequencyLosses,
  };
}

/** −log p of each row. Shape [rows]. */
async function lossesOf(params: BitsModelParams, rows: Matrix): Promise<Float64Array> {
  const model = openBitsModel(params);
  try {
    return (await model.logProb(rows)).map((logProb) => -logProb);
  } finally {
    await model.dispose();
  }
}
