import { normal, split } from "@ebm/core/random";
import { uniform64 } from "../uniform64.js";
import { gaussianMixture } from "./gaussian-mixture.js";
import { type PlanarDensity, planarDensity } from "./planar-density.js";

// biome-ignore lint/suspicious/noApproximativeNumericConstant: as published, not √2
const SCALE = 1.414;
const CENTERS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [Math.SQRT1_2, Math.SQRT1_2],
  [Math.SQRT1_2, -Math.SQRT1_2],
  [-Math.SQRT1_2, Math.SQRT1_2],
  [-Math.SQRT1_2, -Math.SQRT1_2],
].map(([x, y]) => ({ weight: 1 / 8, x: (4 * x!) / SCALE, y: (4 * y!) / SCALE }));
const STD = 0.5 / SCALE;

/**
 * A mixture of eight Gaussians on a circle: (4·unit vector at a multiple of 45° + 0.5·N(0, I)) /
 * 1.414. Closed form.
 *
 * Reference: https://github.com/rtqichen/ffjord, lib/toy_data.py
 */
export const eightGaussians: PlanarDensity = planarDensity({
  name: "8gaussians",
  exactness: "closed form",
  draw(key, count) {
    const [centerKey, noiseKey] = split(key, 2);
    const centers = uniform64(centerKey, count);
    const noise = normal(noiseKey, 2 * count);
    return Float64Array.from({ length: 2 * count }, (_, i) => {
      const { x, y } = CENTERS[Math.floor(8 * centers[i >> 1]!)]!;
      return (i % 2 === 0 ? x : y) + STD * noise[i]!;
    });
  },
  logProbAt: gaussianMixture(CENTERS, STD),
});
