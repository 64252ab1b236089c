import { normal, split } from "@ebm/core/random";
import { uniform64 } from "../uniform64.js";
import { type PlanarDensity, planarDensity } from "./planar-density.js";
import { ringDensity } from "./ring-density.js";

/**
 * Four overlapping circles of radius 2 about (±1, ±1), with noise of deviation 0.1:
 * center + 2(cos 2πu, sin 2πu) + 0.1·N(0, I), u ~ U(0, 1), the center any of the four.
 *
 * Closed form, with the Bessel function I₀.
 *
 * Reference: Durkan, Bekasov, Murray, Papamakarios. Neural Spline Flows. NeurIPS 2019
 */
export const fourCircles: PlanarDensity = planarDensity({
  name: "four_circles",
  exactness: "closed form",
  draw(key, count) {
    const [centerKey, angleKey, noiseKey] = split(key, 3);
    const centers = uniform64(centerKey, count);
    const angles = uniform64(angleKey, count);
    const noise = normal(noiseKey, 2 * count);
    return Float64Array.from({ length: 2 * count }, (_, i) => {
      const [center, angle] = [CENTERS[Math.floor(4 * centers[i >> 1]!)]!, angles[i >> 1]!];
      const turn = 2 * Math.PI * angle;
      return center[i % 2]! + 2 * (i % 2 === 0 ? Math.cos(turn) : Math.sin(turn)) + STD * noise[i]!;
    });
  },
  logProbAt(x, y) {
    const terms = CENTERS.map(([cx, cy]) => ring(Math.hypot(x - cx, y - cy)));
    const largest = Math.max(...terms);
    const sum = terms.reduce((sum, term) => sum + Math.exp(term - largest), 0);
    return largest + Math.log(sum / 4);
  },
});

const STD = 0.1;
const CENTERS = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
] as const;
const ring = ringDensity(2, STD);
