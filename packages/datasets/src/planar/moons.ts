import { gaussLegendre } from "./gauss-legendre.js";
import { gaussianMixture } from "./gaussian-mixture.js";
import { noisyHalves } from "./noisy-halves.js";
import { type PlanarDensity, planarDensity } from "./planar-density.js";

/**
 * Two half circles that reach into each other: 2(p + 0.1·N(0, I)) + (−1, −0.2) with
 * p = (cos a, sin a) for the first half of the draws and (1 − cos a, ½ − sin a) for the others,
 * shuffled, the angles a a grid of [0, π].
 *
 * Quadrature over a, for angles that are uniform: what the grid comes to for many draws.
 *
 * Reference: https://github.com/rtqichen/ffjord, lib/toy_data.py, by scikit-learn's make_moons
 */
export const moons: PlanarDensity = planarDensity({
  name: "moons",
  exactness: "quadrature",
  draw: (key, count) =>
    noisyHalves(key, count, {
      deviation: 0.2,
      point: (half, index, size) => at(half, (Math.PI * index) / Math.max(1, size - 1)),
    }),
  // the nodes are made when first asked for
  logProbAt: (x, y) => {
    logProb ??= gaussianMixture(curve(), 0.2);
    return logProb(x, y);
  },
});

let logProb: ((x: number, y: number) => number) | undefined;

function at(moon: 0 | 1, angle: number): readonly [x: number, y: number] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return moon === 0 ? [2 * cos - 1, 2 * sin - 0.2] : [1 - 2 * cos, 0.8 - 2 * sin];
}

function curve(): { weight: number; x: number; y: number }[] {
  const { nodes, weights } = gaussLegendre(64, 0, Math.PI);
  return ([0, 1] as const).flatMap((moon) =>
    [...nodes].map((angle, i) => {
      const [x, y] = at(moon, angle);
      return { weight: weights[i]! / (2 * Math.PI), x, y };
    }),
  );
}
