import { effectiveSampleSize, splitRHat } from "@ebm/metrics";

export interface ChainDiagnostics {
  /** R̂ of the halves of all chains: near 1 if they agree. Null if there are too few sweeps. */
  readonly RHat: number | null;
  /** Effective sample size of the states of all chains. Null like `RHat`. */
  readonly EffectiveSampleSize: number | null;
}

const FEWEST = 4;

/**
 * Diagnoses how well chains have mixed over the second half of their sweeps, by a scalar such as
 * the energy.
 *
 * @param values The scalar of each chain after each sweep. Shape [sweeps][chains].
 */
export function chainDiagnostics(values: readonly Float32Array[]): ChainDiagnostics {
  const kept = values.slice(Math.floor(values.length / 2));
  if (kept.length < FEWEST) return { RHat: null, EffectiveSampleSize: null };
  const chains = kept[0]!.length;
  const data = Float64Array.from(
    { length: chains * kept.length },
    (_, i) => kept[i % kept.length]![Math.floor(i / kept.length)]!,
  );
  const draws = { data, shape: [chains, kept.length] } as const;
  return {
    RHat: finite(splitRHat(draws)),
    EffectiveSampleSize: finite(effectiveSampleSize(draws)),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
