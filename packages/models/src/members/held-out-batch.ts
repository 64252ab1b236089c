import { type CrossFitRows, copyRow, emptyBatch, type NetworkBatch } from "./member-batch.js";

/** The rows of each fold, padded to one length, and the place of each row there. */
export function heldOutBatch({
  x,
  y,
  folds,
}: CrossFitRows): NetworkBatch & { readonly places: Int32Array } {
  const members = Math.max(...folds) + 1;
  const sizes = new Int32Array(members);
  for (const fold of folds) sizes[fold]!++;
  const longest = Math.max(...sizes);
  const held = {
    x: emptyBatch(members, longest, x.shape[1]),
    y: emptyBatch(members, longest, y.shape[1]),
  };
  const filled = new Int32Array(members);
  const places = Int32Array.from(folds, (fold) => fold * longest + filled[fold]!++);
  for (const [row, at] of places.entries()) {
    copyRow(x, row, { to: held.x.data, at });
    copyRow(y, row, { to: held.y.data, at });
  }
  return { ...held, places };
}
