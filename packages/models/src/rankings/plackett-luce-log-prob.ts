import { logSumExp } from "@ebm/core/float64";

/**
 * The log-probability that an order of a Plackett–Luce model agrees with what was observed, in
 * float64. Exact, to about 12 digits where labels tie.
 *
 * @param utilities u. Shape [labels].
 * @param places Places from 0; labels of one place may come in any order, and −1 marks labels that
 * are not ranked. Shape [labels].
 */
export function plackettLuceLogProb(
  utilities: ArrayLike<number>,
  places: ArrayLike<number>,
): number {
  const groups: number[][] = [];
  for (let i = 0; i < places.length; i++) {
    if (places[i]! < 0) continue;
    groups[places[i]!] ??= [];
    groups[places[i]!]!.push(utilities[i]!);
  }
  let rest = logSumExp(groups.pop() ?? []);
  let logProb = 0;
  for (const group of groups.toReversed()) {
    const relative = group.map((u) => u - rest);
    logProb += relative.length === 1 ? logSigmoid(relative[0]!) : allBefore(relative);
    rest = logSumExp([rest, ...group]);
  }
  return logProb;
}

/**
 * log P(all labels of a group come before a rest of total weight 1). A label of weight exp(v) waits
 * for an exponential time of that rate, so this is the log of ∫ e⁻ᵗ Πᵢ (1 − exp(−t exp(vᵢ))) dt. In
 * s = log t the integrand is smooth, and the trapezoidal rule converges exponentially.
 */
function allBefore(v: readonly number[]): number {
  const end = Math.log(60 + 3 * v.length);
  const terms: number[] = [];
  for (let s = -40; s < end; s += STEP) {
    let sum = s - Math.exp(s);
    for (const own of v) {
      const rate = own + s;
      if (rate < 4) sum += rate < -30 ? rate : Math.log(-Math.expm1(-Math.exp(rate)));
    }
    terms.push(sum);
  }
  return Math.min(0, logSumExp(terms) + Math.log(STEP));
}

const STEP = 0.1;

function logSigmoid(x: number): number {
  return Math.min(0, x) - Math.log1p(Math.exp(-Math.abs(x)));
}
