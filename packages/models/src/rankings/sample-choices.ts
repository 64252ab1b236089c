import { type ChoiceChain, scaledUtilities } from "./choice-chain.js";

/**
 * Draws an exact sample of a chain.
 *
 * @param utilities u. Shape [labels].
 * @param uniforms On [0, 1), one for each choice. Shape [labels].
 * @returns The place of each label, from 0. Shape [labels].
 */
export function sampleChoices(
  chain: ChoiceChain,
  utilities: ArrayLike<number>,
  uniforms: ArrayLike<number>,
): Float32Array {
  const labels = utilities.length;
  const logits = scaledUtilities(chain, utilities);
  const places = new Float32Array(labels).fill(-1);
  for (let chosen = 0; chosen < labels; chosen++) {
    const weights = logits.map((logit, i) => {
      return places[i]! < 0 ? logit + chain.positions[i * labels + chosen]! : -Infinity;
    });
    const max = weights.reduce((a, b) => Math.max(a, b), -Infinity);
    let total = 0;
    for (let i = 0; i < labels; i++) total += weights[i] = Math.exp(weights[i]! - max);
    let left = uniforms[chosen]! * total;
    let choice = -1;
    for (let i = 0; i < labels && left >= 0; i++) {
      if (weights[i] === 0) continue;
      choice = i;
      left -= weights[i]!;
    }
    places[choice] = chain.fromLast ? labels - 1 - chosen : chosen;
    for (let i = 0; i < labels; i++) logits[i]! += chain.couplings[choice * labels + i]!;
  }
  return places;
}
