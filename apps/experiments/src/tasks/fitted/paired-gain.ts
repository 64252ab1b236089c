import { mean } from "@ebm/core/float64";

export interface PairedGain {
  readonly gain: number;
  readonly standardError: number;
}

/** Returns the mean by which losses are lower than those of a baseline, paired by row. */
export function pairedGain(losses: ArrayLike<number>, baseline: ArrayLike<number>): PairedGain {
  const gains = Float64Array.from(losses, (loss, row) => baseline[row]! - loss);
  const gain = mean(gains);
  const variance = mean(gains.map((value) => (value - gain) ** 2));
  return { gain, standardError: Math.sqrt(variance / gains.length) };
}
