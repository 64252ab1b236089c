import type { Density } from "./density.js";

/** log Z of p(x) = exp(−E(x) − log Z) of raw x, which has the volume of standardizing in it. */
export function rawLogPartition({ logPartition, standardization }: Density): number | undefined {
  // dx = ∏ std · d((x − mean) / std)
  const logVolume = Array.from(standardization?.std ?? []).reduce((sum, s) => sum + Math.log(s), 0);
  return logPartition && logPartition.value + logVolume;
}
