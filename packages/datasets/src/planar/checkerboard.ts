import { split } from "@ebm/core/random";
import { uniform64 } from "../uniform64.js";
import { type PlanarDensity, planarDensity } from "./planar-density.js";

/**
 * Eight squares of [−4, 4]², uniformly: 2(u, v) with
 *
 *   u ~ U(−2, 2),  v = U(0, 1) − 2·Bernoulli(½) + (⌊u⌋ mod 2).
 *
 * Closed form: log p = −log 32 on the squares.
 *
 * Reference: https://github.com/rtqichen/ffjord, lib/toy_data.py
 */
export const checkerboard: PlanarDensity = planarDensity({
  name: "checkerboard",
  exactness: "closed form",
  draw(key, count) {
    const [across, along, lower] = split(key, 3).map((key) => uniform64(key, count));
    return Float64Array.from({ length: 2 * count }, (_, i) => {
      const row = i >> 1;
      const u = 4 * across![row]! - 2;
      if (i % 2 === 0) return 2 * u;
      return 2 * (along![row]! - (lower![row]! < 0.5 ? 2 : 0) + parity(u));
    });
  },
  logProbAt(x, y) {
    const onBoard = x >= -4 && x < 4 && y >= -4 && y < 4;
    return onBoard && parity(x / 2) === parity(y / 2) ? -Math.log(32) : Number.NEGATIVE_INFINITY;
  },
});

function parity(u: number): number {
  return Math.abs(Math.floor(u) % 2);
}
