import { noisyHalves } from "./noisy-halves.js";
import { type PlanarDensity, planarDensity } from "./planar-density.js";
import { ringDensity } from "./ring-density.js";

/**
 * Two circles about the origin with noise: (R(cos a, sin a) + 0.08·N(0, I)) · 3, R = 1 for the
 * first half of the draws and ½ for the others, shuffled. The angles a are the grid that parts
 * the circle evenly.
 *
 * Closed form, with the Bessel function I₀, for angles that are uniform: what the grid comes to
 * from some hundred draws on.
 *
 * Reference: https://github.com/rtqichen/ffjord, lib/toy_data.py, by scikit-learn's make_circles
 */
export const circles: PlanarDensity = planarDensity({
  name: "circles",
  exactness: "closed form",
  draw: (key, count) =>
    noisyHalves(key, count, {
      deviation: 0.08,
      scale: 3,
      point(half, index, size) {
        const [radius, angle] = [half === 0 ? 1 : 0.5, 2 * Math.PI * (index / size)];
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      },
    }),
  logProbAt(x, y) {
    const distance = Math.hypot(x, y);
    const [a, b] = [outerRing(distance), innerRing(distance)];
    const largest = Math.max(a, b);
    return largest + Math.log((Math.exp(a - largest) + Math.exp(b - largest)) / 2);
  },
});

const outerRing = ringDensity(3, 0.24);
const innerRing = ringDensity(1.5, 0.24);
