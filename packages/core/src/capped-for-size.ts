import { capped } from "./capped.js";
import { EbmError } from "./errors.js";
import type { FDivergence } from "./f-divergences.js";

/** The largest log ω that is allowed: e³⁰ and its square are well within float32. */
const LARGEST = 30;
/** The smallest distance to a barrier that float32 still resolves. */
const NEAR = 2 ** -20;

/**
 * Caps a divergence where ω reaches |Y| or e³⁰, or just before a barrier, whichever comes first.
 *
 * Since p = qω ≤ 1, no model has ω > |Y| under a uniform q. So the cap changes no model, unless
 * |Y| is above e³⁰ (or, before a barrier, 10⁶) and the model gives that many times q(y) to one y.
 *
 * @param logSize log |Y|, the `logSize` of a structure.
 */
export function cappedForSize(divergence: FDivergence, logSize: number): FDivergence {
  if (!(logSize >= 0)) {
    throw new EbmError(`cappedForSize: \`logSize\` is ${logSize}, expected log |Y| ≥ 0.`);
  }
  const { ratio } = divergence;
  const whole = whereReaches(ratio, Math.exp(Math.min(logSize, LARGEST)));
  const barrier = whereReaches(ratio, Infinity);
  const cap = Math.min(whole, barrier * (1 - NEAR));
  return cap < Infinity ? capped(divergence, cap) : divergence;
}

/** Finds the smallest v ≥ 0 with ω(v) ≥ u by bisection. Infinity if there is none. */
function whereReaches(ratio: (v: number) => number, u: number): number {
  let [low, high] = [0, 1];
  while (ratio(high) < u && high < Infinity) [low, high] = [high, 2 * high];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return high;
    if (ratio(middle) < u) low = middle;
    else high = middle;
  }
}
