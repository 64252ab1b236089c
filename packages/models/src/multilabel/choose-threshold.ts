import type { Matrix } from "@ebm/datasets";

/**
 * Chooses the threshold of probabilities with the best micro F1: a label is predicted if its
 * logit is at least this.
 */
export function chooseThreshold(logits: Matrix, y: Matrix): { threshold: number; f1: number } {
  const known = Uint32Array.from(logits.data.keys()).filter((i) => !Number.isNaN(y.data[i]!));
  const order = known.sort((a, b) => logits.data[b]! - logits.data[a]!);
  const ones = order.reduce((sum, i) => sum + y.data[i]!, 0);
  let best = { threshold: 0, f1: 0 };
  let hits = 0;
  for (const [place, i] of order.entries()) {
    hits += y.data[i]!;
    const next = order[place + 1];
    if (next !== undefined && logits.data[next] === logits.data[i]) continue;
    const f1 = (2 * hits) / (place + 1 + ones);
    if (f1 <= best.f1) continue;
    const below = next === undefined ? logits.data[i]! - 1 : logits.data[next]!;
    best = { threshold: (logits.data[i]! + below) / 2, f1 };
  }
  return best;
}
