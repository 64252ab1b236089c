import { normal, permutation, split } from "@ebm/core/random";
import { uniform64 } from "../uniform64.js";
import { type ConditionalDensity, conditionalDensity } from "./conditional-density.js";

/**
 * The second set of the regressions by energy: x is 0, 1/(n − 1), …, 1, shuffled, in four zones
 * of 800, 1000, 500 and 1500 of 3800 pairs. With s from 0 to 1 within a zone,
 *
 *   asymmetric   y = ½ + 5 Beta(½, 1),
 *   symmetric    y ~ N(m, (m/4)²),  m = 3 cos 5s − 2,
 *   uniform      y ~ U(−2 − 2.5s, −0.5 + 9.5s),
 *   multimodal   y ~ a third each of U(8, 8.5), U(1, 4) and U(−4.5, −3).
 *
 * Closed form. 3800 pairs were split into 1900 for testing, 190 for validation and 1710 for
 * training.
 *
 * Reference: Brando, Rodríguez-Serrano, Vitrià, Rubio. Modelling Heterogeneous Distributions with
 * an Uncountable Mixture of Asymmetric Laplacians. NeurIPS 2019. https://arxiv.org/abs/1910.12288
 */
export const fourZones: ConditionalDensity = conditionalDensity({
  name: "1d_regression_2",
  draw(key, count) {
    const [orderKey, uniformKey, normalKey, modeKey] = split(key, 4);
    const order = permutation(orderKey, count);
    const uniforms = uniform64(uniformKey, count);
    const noise = normal(normalKey, count);
    // a third of the multimodal pairs in each mode: turns, by a second permutation
    const modes = permutation(modeKey, count);
    const x = Float64Array.from(order, (rank) => (count === 1 ? 0 : rank / (count - 1)));
    const y = x.map((value, i) => {
      const { zone, share } = place(value);
      if (zone === 0) return 0.5 + 5 * uniforms[i]! ** 2;
      if (zone === 1) return center(share) * (1 + noise[i]! / 4);
      const [low, high] = zone === 2 ? ends(share) : MODES[modes[i]! % 3]!;
      return low + (high - low) * uniforms[i]!;
    });
    return { x, y };
  },
  logProbAt(x, y) {
    const { zone, share } = place(x);
    if (zone === 0) {
      const beta = (y - 0.5) / 5;
      return beta > 0 && beta < 1 ? -Math.log(10) - Math.log(beta) / 2 : Number.NEGATIVE_INFINITY;
    }
    if (zone === 1) {
      const std = Math.abs(center(share)) / 4;
      return -(((y - center(share)) / std) ** 2 + Math.log(2 * Math.PI)) / 2 - Math.log(std);
    }
    const modes = zone === 2 ? [ends(share)] : MODES;
    const mode = modes.find(([low, high]) => y >= low && y < high);
    if (mode === undefined) return Number.NEGATIVE_INFINITY;
    return -Math.log(modes.length * (mode[1] - mode[0]));
  },
});

const FIRST = [0, 800, 1800, 2300] as const;
const SIZES = [800, 1000, 500, 1500] as const;
const MODES: readonly (readonly [low: number, high: number])[] = [
  [8, 8.5],
  [1, 4],
  [-4.5, -3],
];

function place(x: number): { readonly zone: number; readonly share: number } {
  const rank = x * 3799;
  const zone = FIRST.findLastIndex((first) => rank >= first - 0.5);
  const at = Math.max(zone, 0);
  return { zone: at, share: Math.min(Math.max((rank - FIRST[at]!) / (SIZES[at]! - 1), 0), 1) };
}

function center(share: number): number {
  return 3 * Math.cos(5 * share) - 2;
}

function ends(share: number): readonly [low: number, high: number] {
  return [-2 - 2.5 * share, -0.5 + 9.5 * share];
}
