import { normal, permutation, split } from "@ebm/core/random";
import { type PlanarDensity, planarDensity } from "./planar-density.js";

/**
 * Five arms that are wound up: f = (1 + radialStd·N, tangentialStd·N) as a row is turned by the
 * angle 2πk/5 + rate·exp(f₀) of arm k, and scaled:
 *
 *   (x, y) = scale · (f₀ cos + f₁ sin, −f₀ sin + f₁ cos).
 *
 * Closed form, but for the roots of f₀ = (x cos − y sin)/scale, which are found numerically:
 *
 *   p(x, y) = Σ over k and roots of N(f₀; 1, radialStd²) N(f₁; 0, tangentialStd²)
 *               / (5 · scale² · |1 + rate·exp(f₀)·f₁|).
 *
 * Rows take the arms in turn, and are then shuffled: every fifth of the draws is one arm.
 *
 * Reference: Johnson, Duvenaud, Wiltschko, Datta, Adams. Composing Graphical Models with Neural
 * Networks for Structured Representations and Fast Inference. NeurIPS 2016
 */
export function pinwheel({
  radialStd = 0.3,
  tangentialStd = 0.1,
  rate = 0.25,
  scale = 2,
}: {
  readonly radialStd?: number;
  readonly tangentialStd?: number;
  readonly rate?: number;
  readonly scale?: number;
} = {}): PlanarDensity {
  const angleOf = (f0: number, arm: number): number =>
    (2 * Math.PI * arm) / ARMS + rate * Math.exp(f0);

  // beyond 12 deviations no root matters; between nodes the arms turn by half a radian at most
  const cells = 360;
  const nodes = Float64Array.from(
    { length: cells + 1 },
    (_, j) => 1 + radialStd * REACH * ((2 * j) / cells - 1),
  );
  const turns = Array.from({ length: ARMS }, (_, arm) => ({
    cos: nodes.map((f0) => Math.cos(angleOf(f0, arm))),
    sin: nodes.map((f0) => Math.sin(angleOf(f0, arm))),
  }));
  const logScale = Math.log(2 * Math.PI * radialStd * tangentialStd * ARMS * scale * scale);

  return planarDensity({
    name: "pinwheel",
    exactness: "closed form",
    draw(key, count) {
      const [noiseKey, orderKey] = split(key, 2);
      const noise = normal(noiseKey, 2 * count);
      const order = permutation(orderKey, count);
      return Float64Array.from({ length: 2 * count }, (_, i) => {
        const row = order[i >> 1]!;
        const [f0, f1] = [1 + radialStd * noise[2 * row]!, tangentialStd * noise[2 * row + 1]!];
        const angle = angleOf(f0, row % ARMS);
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        return scale * (i % 2 === 0 ? f0 * cos + f1 * sin : f1 * cos - f0 * sin);
      });
    },
    logProbAt(x, y) {
      const [px, py] = [x / scale, y / scale];
      const terms: number[] = [];
      for (let arm = 0; arm < ARMS; arm++) {
        const { cos, sin } = turns[arm]!;
        let left = excess(0);
        for (let j = 1; j <= cells; j++) {
          const right = excess(j);
          if (left < 0 !== right < 0) terms.push(logTerm(rootBetween(arm, j, left < 0), arm));
          left = right;
        }
        function excess(j: number): number {
          return nodes[j]! - px * cos[j]! + py * sin[j]!;
        }
      }
      const largest = Math.max(...terms);
      if (largest === Number.NEGATIVE_INFINITY) return largest;
      return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));

      function rootBetween(arm: number, j: number, rising: boolean): number {
        let [low, high] = [nodes[j - 1]!, nodes[j]!];
        let f0 = (low + high) / 2;
        for (let iteration = 0; iteration < 60 && high - low > 1e-15; iteration++) {
          const angle = angleOf(f0, arm);
          const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
          const value = f0 - px * cos + py * sin;
          if (value < 0 === rising) low = f0;
          else high = f0;
          // Newton's step, or half the bracket where that leaves it
          const step = value / (1 + rate * Math.exp(f0) * (px * sin + py * cos));
          if (Math.abs(step) < 1e-15) break;
          f0 = f0 - step > low && f0 - step < high ? f0 - step : (low + high) / 2;
        }
        return f0;
      }

      function logTerm(f0: number, arm: number): number {
        const angle = angleOf(f0, arm);
        const f1 = px * Math.sin(angle) + py * Math.cos(angle);
        return (
          -(((f0 - 1) / radialStd) ** 2 + (f1 / tangentialStd) ** 2) / 2 -
          Math.log(Math.abs(1 + rate * Math.exp(f0) * f1)) -
          logScale
        );
      }
    },
  });
}

const ARMS = 5;
const REACH = 12;
