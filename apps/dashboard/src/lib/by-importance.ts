const ORDER = ["loss", "validation/nll", "validation/logPartitionRmse", "gradNorm", "learningRate"];

/** Compares names of series, so that those that matter most come first. */
export function byImportance(a: string, b: string): number {
  const place = (name: string): number =>
    ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length;
  return place(a) - place(b) || a.localeCompare(b);
}
