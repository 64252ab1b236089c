import { foldIn, type Key, uniform } from "@ebm/core/random";
import { checkCounts } from "../check-counts.js";
import { checkLogWeights } from "./check-log-weights.js";

export interface BootstrapInputs {
  /** −E − log q at independent draws from q. Shape [draws]. */
  readonly logWeights: ArrayLike<number>;
  readonly key: Key;
}

/**
 * A 95 % interval for log Z by the bootstrap: the percentiles of log Ẑ over resampled weights.
 * Skewed where that of `logNormalizerEstimate` is symmetric, and as blind to a mode that no draw
 * has reached.
 */
export function bootstrapLogNormalizer(
  { logWeights, key }: BootstrapInputs,
  { replicates = 1000 }: { readonly replicates?: number } = {},
): readonly [low: number, high: number] {
  const total = checkLogWeights("bootstrapLogNormalizer", logWeights);
  checkCounts("bootstrapLogNormalizer", { replicates });
  const draws = logWeights.length;
  const weights = Float64Array.from(logWeights, (w) => Math.exp(w - total));
  const uniforms = new Float32Array(draws);
  const means = Float64Array.from({ length: replicates }, (_, replicate) => {
    uniform(foldIn(key, replicate), uniforms);
    let sum = 0;
    for (let i = 0; i < draws; i++) sum += weights[Math.floor(uniforms[i]! * draws)]!;
    return Math.log(sum) + total - Math.log(draws);
  }).sort();
  const percentile = (p: number): number => means[Math.round(p * (replicates - 1))]!;
  return [percentile(0.025), percentile(0.975)];
}
