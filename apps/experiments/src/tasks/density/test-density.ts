import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { type DensityParams, openDensityModel } from "@ebm/models";
import { type PairedGain, pairedGain } from "../fitted/paired-gain.js";
import type { Metrics } from "../task.js";
import type { FittedDensity } from "./fitted-density.js";

/** Test results of a density: means over rows, in nats and the units of the columns. */
export interface TestedDensity {
  readonly metrics: Metrics;
  readonly nll: number;
  /** The gain over the best mixture, paired by row. */
  readonly gain: PairedGain;
  /**
   * The fraction of test rows below each fraction of the training rows: see `densityPercentileOf`.
   */
  readonly percentiles: Float64Array;
}

/** Compares a density with simpler ones of the same training rows, on test rows. */
export async function testDensity(
  { params, baselines, report }: FittedDensity,
  test: Matrix,
  trueLogProb: Float64Array | undefined,
): Promise<TestedDensity> {
  const model = openDensityModel(params);
  const losses = (await model.logProb(test)).map((value) => -value);
  const percentiles = await model.percentile(test);
  await model.dispose();
  const lossesOf = async (base: DensityParams["base"]): Promise<Float64Array> => {
    const other = openDensityModel({ ...params, base, tilts: undefined });
    const logProb = await other.logProb(test);
    await other.dispose();
    return logProb.map((value) => -value);
  };
  const base = params.tilts ? await lossesOf(params.base) : losses;
  const [simplest, mixture] = [baselines[0]!, baselines.at(-1)!];
  const simplestLosses = await lossesOf(simplest.stack);
  const mixtureLosses = await lossesOf(mixture.stack);
  const nll = mean(losses);
  const { standardError } = pairedGain(losses, new Float64Array(losses.length));
  return {
    nll,
    gain: pairedGain(losses, mixtureLosses),
    percentiles,
    metrics: {
      nll,
      logLikelihood: -nll,
      nllStandardError: losses.length > 1 ? standardError : null,
      baseNll: mean(base),
      mixtureNll: mean(mixtureLosses),
      simplestNll: mean(simplestLosses),
      ...(trueLogProb && { trueNll: -mean(trueLogProb) }),
      ...(report.tilt && {
        tiltKept: Number(report.tilt.kept),
        tiltGain: report.tilt.gain,
        effectiveShare: report.tilt.effectiveShare,
      }),
    },
  };
}
