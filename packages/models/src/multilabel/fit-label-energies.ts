import { foldIn } from "@ebm/core";
import { takeRows } from "@ebm/datasets";
import { type FitLabelTiltInputs, type FittedLabelTilt, fitLabelTilt } from "./fit-label-tilt.js";
import type { LabelSetsPlan } from "./plan-label-sets.js";

export interface FitLabelEnergiesInputs extends Omit<FitLabelTiltInputs, "energy" | "steps"> {
  readonly energies: LabelSetsPlan["energies"];
  /** Called when an energy is fitted. */
  readonly onProgress?: ((part: string) => void) | undefined;
}

/** Number of rows without unknown labels that training and validation need each. */
const LEAST_ROWS = 20;

/**
 * Fits energies on top of the chains, to the rows without unknown labels.
 *
 * @returns Those that are kept first, the one that gains most before the others.
 */
export async function fitLabelEnergies(
  inputs: FitLabelEnergiesInputs,
): Promise<{ readonly energies: readonly FittedLabelTilt[]; readonly notes: readonly string[] }> {
  const { energies, logits, y, folds, key, onProgress, ...shared } = inputs;
  const labels = y.shape[1];
  const rows = [...folds.keys()].filter((row) => {
    return !y.data.subarray(row * labels, (row + 1) * labels).some(Number.isNaN);
  });
  const held = rows.filter((row) => folds[row] === 0).length;
  if (energies.length > 0 && Math.min(held, rows.length - held) < LEAST_ROWS) {
    return {
      energies: [],
      notes: [
        `Energies were left out: ${held} validation rows of ${rows.length} have no unknown label, expected ${LEAST_ROWS} or more.`,
      ],
    };
  }
  const known = {
    logits: takeRows(logits, rows),
    y: takeRows(y, rows),
    folds: Int32Array.from(rows, (row) => folds[row]!),
  };
  const fitted: FittedLabelTilt[] = [];
  for (const [i, { energy, steps }] of energies.entries()) {
    fitted.push(await fitLabelTilt({ ...shared, ...known, energy, steps, key: foldIn(key, i) }));
    onProgress?.(`energy ${energy}`);
  }
  const worth = ({ verdict }: FittedLabelTilt): number => (verdict.kept ? verdict.gain : -1);
  return { energies: fitted.sort((a, b) => worth(b) - worth(a)), notes: [] };
}
