import { normal, split } from "@ebm/core/random";
import { uniform64 } from "../uniform64.js";
import { type ConditionalDensity, conditionalDensity } from "./conditional-density.js";

/**
 * The first set of the regressions by energy: x ~ U(−3, 3), and
 *
 *   x < 0:  y ~ 0.8 N(sin x, 0.075²) + 0.2 N(−sin x, 0.075²),
 *   x ≥ 0:  y ~ LogNormal(0, 0.25²) − 1.
 *
 * Closed form; E log p(y | x) is 0.3265. It was learned from 2,000 pairs.
 *
 * Reference: Gustafsson, Danelljan, Timofte, Schön. How to Train Your Energy-Based Model for
 * Regression. BMVC 2020. https://arxiv.org/abs/2005.01698
 */
export const sineOrLogNormal: ConditionalDensity = conditionalDensity({
  name: "1d_regression_1",
  draw(key, count) {
    const [inputKey, branchKey, noiseKey] = split(key, 3);
    const x = uniform64(inputKey, count).map((u) => 6 * u - 3);
    const branches = uniform64(branchKey, count);
    const noise = normal(noiseKey, count);
    const y = x.map((value, i) => {
      if (value >= 0) return Math.expm1(0.25 * noise[i]!);
      return (branches[i]! < 0.8 ? 1 : -1) * Math.sin(value) + 0.075 * noise[i]!;
    });
    return { x, y };
  },
  logProbAt(x, y) {
    if (x >= 0) {
      if (!(y > -1)) return Number.NEGATIVE_INFINITY;
      const log = Math.log1p(y);
      return logNormal(log / 0.25) - Math.log(0.25) - log;
    }
    const sine = Math.sin(x);
    const likely = Math.log(0.8) + logNormal((y - sine) / 0.075);
    const rare = Math.log(0.2) + logNormal((y + sine) / 0.075);
    const largest = Math.max(likely, rare);
    return largest + Math.log1p(Math.exp(Math.min(likely, rare) - largest)) - Math.log(0.075);
  },
});

function logNormal(z: number): number {
  return -(z * z + Math.log(2 * Math.PI)) / 2;
}
