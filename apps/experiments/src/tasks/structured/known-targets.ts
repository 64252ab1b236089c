import type { Matrix } from "@ebm/datasets";
import type { PreparedPart } from "./prepare-rows.js";

/** Returns the labels of rows, with NaN for each unknown label. Shape [rows, labels]. */
export function knownTargets({ targets, known }: Pick<PreparedPart, "targets" | "known">): Matrix {
  if (!known) return targets;
  const data = targets.data.map((value, i) => (known.data[i] === 1 ? value : Number.NaN));
  return { data, shape: targets.shape };
}
