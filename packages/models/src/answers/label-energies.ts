import { type LabelTilt, labelTilt } from "../multilabel/label-tilt.js";
import { openTilt } from "../tilt/open-tilt.js";

export interface LabelEnergiesInputs {
  /** 0 or 1. Shape [count, labels], packed. */
  readonly sets: Uint8Array;
  /** L(x) of a row. Shape [labels]. */
  readonly logits: ArrayLike<number>;
}

/** Computes the energy f(x, y) of sets of labels of one row. Shape [count]. */
export async function labelEnergies(
  tilt: LabelTilt,
  { sets, logits }: LabelEnergiesInputs,
): Promise<ArrayLike<number>> {
  const labels = logits.length;
  const opened = openTilt(labelTilt(tilt), tilt.params);
  const y = { data: Float32Array.from(sets), shape: [1, sets.length / labels, labels] as const };
  const x = { data: Float32Array.from(logits), shape: [1, labels] as const };
  try {
    return await opened.energies(y, opened.ignoresInputs ? undefined : x);
  } finally {
    await opened.dispose();
  }
}
