import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";

/** How well a rating separates the edges of a graph from the other pairs. */
export interface EdgeRecovery {
  /** The probability that an edge is rated above another pair. A tie counts half. */
  readonly auc: number;
  /** The F1 of the highest-rated pairs, as many as there are edges, so precision equals recall. */
  readonly f1: number;
}

/**
 * Rates each pair of spins by the learned |Jᵢⱼ + Jⱼᵢ|, and compares the ratings with the pairs whose
 * true couplings are not 0. Diagonals do not count. Pairs that tie for the last places count in part.
 *
 * @param couplings Square matrices. Shape [spins, spins].
 *
 * @throws {EbmError} If they are not square, or if all pairs or no pairs are edges.
 */
export function edgeRecovery(couplings: {
  readonly learned: MatrixLike;
  readonly actual: MatrixLike;
}): EdgeRecovery {
  const { learned, actual } = couplings;
  const [spins] = actual.shape;
  for (const { data, shape } of [learned, actual]) {
    if (shape[0] === spins && shape[1] === spins && data.length === spins * spins) continue;
    throw new EbmError(
      `edgeRecovery: \`learned\` has shape [${learned.shape.join(", ")}] and \`actual\` [${actual.shape.join(", ")}], expected square matrices of one size.`,
    );
  }
  const pairs: { readonly rating: number; readonly isEdge: boolean }[] = [];
  for (let i = 0; i < spins; i++) {
    for (let j = i + 1; j < spins; j++) {
      const [at, mirrored] = [i * spins + j, j * spins + i];
      const rating = Math.abs(learned.data[at]! + learned.data[mirrored]!);
      if (Number.isNaN(rating)) {
        throw new EbmError(`edgeRecovery: \`learned\` has NaN at [${i}, ${j}], expected a number.`);
      }
      pairs.push({ rating, isEdge: actual.data[at] !== 0 || actual.data[mirrored] !== 0 });
    }
  }
  const edges = pairs.filter(({ isEdge }) => isEdge).length;
  if (edges === 0 || edges === pairs.length) {
    throw new EbmError(
      `edgeRecovery: \`actual\` has ${edges} edges of ${pairs.length} pairs, expected some, but not all.`,
    );
  }
  pairs.sort((a, b) => b.rating - a.rating);
  let [above, wins, found] = [0, 0, 0];
  for (let start = 0; start < pairs.length; ) {
    let [end, tied] = [start, 0];
    for (; end < pairs.length && pairs[end]!.rating === pairs[start]!.rating; end++) {
      if (pairs[end]!.isEdge) tied++;
    }
    const size = end - start;
    // every other pair of this tie loses to the edges above it, and ties with the edges in it
    wins += (size - tied) * (above + tied / 2);
    found += (tied / size) * Math.min(size, Math.max(0, edges - start));
    above += tied;
    start = end;
  }
  return { auc: wins / (edges * (pairs.length - edges)), f1: found / edges };
}
