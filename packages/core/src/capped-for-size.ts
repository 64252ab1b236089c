import { capped } from "./capped.js";
import { EbmError } from "./errors.js";
import type { FDivergence } from "./f-divergences.js";

/** Of log ω: e³⁰ and its square are well within float32. */
const LARGEST = 30;
/** How near to a barrier float32 still tells it from what is beyond. */
const NEAR = 2 ** -20;

/**
 * The same divergence, `capped` where ω reaches |Y|, or at e³⁰, or by a barrier, if that is less.
 *
 * As p = qω is at most 1, under a uniform q no model has a larger ω: none is changed, unless |Y|
 * is beyond e³⁰ (or, before a barrier, 10⁶) and the model gives as many times q(y) to one y.
 *
 * @param logSize log |Y|, as structures have it.
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

/** The least v ≥ 0 with ω(v) ≥ u, by bisection; Infinity if there is none. */
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
