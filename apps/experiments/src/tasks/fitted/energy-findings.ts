import type { TiltVerdict } from "@ebm/models";
import { formatNumber } from "../../report/format.js";

const nats = (value: number): string => formatNumber(value, 3);

interface TestedEnergy {
  readonly nll: number;
  readonly baseNll: number;
  readonly tiltKept: boolean;
  readonly effectiveShare: number;
}

/**
 * Describes the results of the tried energies on held-out rows and test rows, the best energy
 * first.
 */
export function energyFindings(
  energies: readonly { readonly energy: string; readonly verdict: TiltVerdict }[],
  { nll, baseNll, tiltKept, effectiveShare }: TestedEnergy,
): string[] {
  const found = energies.map(({ energy, verdict }, i) => {
    const { gain, standardError, kept, reason } = verdict;
    const size = `An energy on top of the base (${energy}) adds ${nats(gain)} ± ${nats(standardError)} nats per row on held-out training rows.`;
    if (kept && i === 0) return `${size} It was kept.`;
    return kept
      ? `${size} It was left out for a better one.`
      : `${size} It was left out. ${reason}`;
  });
  if (!tiltKept) return found;
  const logZ =
    effectiveShare === 1
      ? "Its log Z is exact."
      : `Its log Z is estimated with samples of the base, of which ${formatNumber(100 * effectiveShare, 1)} % are effective.`;
  return [
    ...found,
    `On test rows the base alone has ${nats(baseNll)} nats, and ${nats(nll)} with the energy. ${logZ}`,
  ];
}
