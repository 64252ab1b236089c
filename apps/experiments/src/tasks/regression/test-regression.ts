import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { openRegressionModel } from "@ebm/models";
import { type PairedGain, pairedGain } from "../fitted/paired-gain.js";
import type { Metrics } from "../task.js";
import type { FittedRegression } from "./fitted-regression.js";
import type { RegressionData } from "./regression-data.js";

/** Test results of a regression: means over rows, in nats and the units of the targets. */
export interface TestedRegression {
  readonly metrics: Metrics;
  /** The gain over a constant spread around the same predictions, paired by row. */
  readonly gain: PairedGain;
  /** P(Yⱼ ≤ yⱼ | x) of each test row and target. */
  readonly shares: Float32Array;
}

/** Compares a regression with simpler ones, on test rows. */
export async function testRegression(
  { params, report }: FittedRegression,
  { train, test }: Pick<RegressionData, "train" | "test">,
): Promise<TestedRegression> {
  const { x, y } = test;
  const model = openRegressionModel(params);
  const losses = (await model.logProb(x, y)).map((value) => -value);
  const { data: shares } = await model.cdf(x, y);
  const { mean: guesses } = await model.summary(x);
  await model.dispose();
  const lossesOf = async (own: FittedRegression["params"]): Promise<Float64Array> => {
    const other = openRegressionModel({ ...own, tilt: undefined });
    const logProb = await other.logProb(x, y);
    await other.dispose();
    return logProb.map((value) => -value);
  };
  const base = params.tilt ? await lossesOf(params) : losses;
  const constantLosses = await lossesOf({ ...params, chains: [params.chains[0]!], weights: [1] });
  const nll = mean(losses);
  const { standardError } = pairedGain(losses, new Float64Array(losses.length));
  const squares = Float64Array.from(y.data, (value, i) => (value - guesses.data[i]!) ** 2);
  return {
    shares,
    gain: pairedGain(losses, constantLosses),
    metrics: {
      nll,
      logLikelihood: -nll,
      nllStandardError: losses.length > 1 ? standardError : null,
      baseNll: mean(base),
      constantSpreadNll: mean(constantLosses),
      gaussianNll: gaussianNll(train.y, y),
      ...(report.tilt && { tiltKept: Number(report.tilt.kept), tiltGain: report.tilt.gain }),
      ...(y.shape[1] === 1 && { rootMeanSquaredError: Math.sqrt(mean(squares)) }),
      coverage90: mean(
        Float64Array.from(shares, (share) => Number(share >= 0.05 && share <= 0.95)),
      ),
    },
  };
}

/**
 * Computes the NLL of test targets under independent normals with the moments of the training
 * targets.
 */
function gaussianNll(train: Matrix, test: Matrix): number {
  const targets = train.shape[1];
  const column = ({ data }: Matrix, j: number) =>
    Float64Array.from({ length: data.length / targets }, (_, row) => data[row * targets + j]!);
  let nll = 0;
  for (let j = 0; j < targets; j++) {
    const learned = column(train, j);
    const center = mean(learned);
    const variance = Math.max(1e-12, mean(learned.map((value) => (value - center) ** 2)));
    const square = mean(column(test, j).map((value) => (value - center) ** 2));
    nll += 0.5 * (Math.log(2 * Math.PI * variance) + square / variance);
  }
  return nll;
}
