import { normal, split } from "@ebm/core/random";
import { uniform64 } from "../uniform64.js";
import { gaussLegendre } from "./gauss-legendre.js";
import { gaussianMixture } from "./gaussian-mixture.js";
import { type PlanarDensity, planarDensity } from "./planar-density.js";

/**
 * A spiral, the Swiss roll seen from its end: ((t cos t, t sin t) + N(0, I)) / 5 with
 * t = 1.5π(1 + 2u), u ~ U(0, 1). Quadrature over t.
 *
 * Reference: https://github.com/rtqichen/ffjord, lib/toy_data.py, by scikit-learn's make_swiss_roll
 */
export const swissRoll: PlanarDensity = planarDensity({
  name: "swissroll",
  exactness: "quadrature",
  draw(key, count) {
    const [placeKey, noiseKey] = split(key, 2);
    const places = uniform64(placeKey, count);
    const noise = normal(noiseKey, 2 * count);
    return Float64Array.from({ length: 2 * count }, (_, i) => {
      const t = 1.5 * Math.PI * (1 + 2 * places[i >> 1]!);
      return (t * (i % 2 === 0 ? Math.cos(t) : Math.sin(t)) + noise[i]!) / 5;
    });
  },
  // the nodes are made when first asked for
  logProbAt: (x, y) => {
    logProb ??= gaussianMixture(curve(), 0.2);
    return logProb(x, y);
  },
});

let logProb: ((x: number, y: number) => number) | undefined;

function curve(): { weight: number; x: number; y: number }[] {
  const { nodes, weights } = gaussLegendre(200, 1.5 * Math.PI, 4.5 * Math.PI);
  return [...nodes].map((t, i) => ({
    weight: weights[i]! / (3 * Math.PI),
    x: (t * Math.cos(t)) / 5,
    y: (t * Math.sin(t)) / 5,
  }));
}
