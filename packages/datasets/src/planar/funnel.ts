import { normal, split } from "@ebm/core/random";
import { type PlanarDensity, planarDensity } from "./planar-density.js";

/**
 * Neal's funnel on the plane: y ~ N(0, 1), and x ~ N(0, std = e^y). Closed form:
 *
 *   log p(x, y) = −log 2π − y²/2 − y − x²/(2e^{2y}).
 *
 * The tail of x is heavy: its variance is e², which few samples show.
 *
 * Reference: Neal. Slice Sampling. Annals of Statistics 31(3), 2003
 */
export const funnel: PlanarDensity = planarDensity({
  name: "funnel",
  exactness: "closed form",
  draw(key, count) {
    const [widthKey, placeKey] = split(key, 2);
    const ys = normal(widthKey, count);
    const zs = normal(placeKey, count);
    return Float64Array.from({ length: 2 * count }, (_, i) => {
      const y = ys[i >> 1]!;
      return i % 2 === 0 ? Math.exp(y) * zs[i >> 1]! : y;
    });
  },
  // x/e^y squared: e^{2y} alone would overflow, or vanish, long before
  logProbAt: (x, y) =>
    -Math.log(2 * Math.PI) - (y * y) / 2 - y - (x === 0 ? 0 : (x * Math.exp(-y)) ** 2 / 2),
});
