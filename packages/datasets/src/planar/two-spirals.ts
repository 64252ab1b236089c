import { normal, split } from "@ebm/core/random";
import { uniform64 } from "../uniform64.js";
import { gaussLegendre } from "./gauss-legendre.js";
import { type PlanarDensity, planarDensity } from "./planar-density.js";

/**
 * Two spirals, one the other turned by 180°: ±(−t cos t + u/2, t sin t + v/2)/3 + 0.1·N(0, I) with
 * t = 3π√w and u, v, w ~ U(0, 1). The first half of the draws is one arm, not shuffled, and the
 * second half the same t, u and v on the other, with other noise.
 *
 * Quadrature over t and, in each coordinate, over u and v.
 *
 * Reference: https://github.com/rtqichen/ffjord, lib/toy_data.py
 */
export const twoSpirals: PlanarDensity = planarDensity({
  name: "2spirals",
  exactness: "quadrature",
  draw(key, count) {
    const half = Math.ceil(count / 2);
    const [turnKey, jitterKey, noiseKey] = split(key, 3);
    const turns = uniform64(turnKey, half);
    const jitter = uniform64(jitterKey, 2 * half);
    const noise = normal(noiseKey, 2 * count);
    return Float64Array.from({ length: 2 * count }, (_, i) => {
      const row = i >> 1;
      const [arm, sign] = row < half ? [row, 1] : [row - half, -1];
      const t = 3 * Math.PI * Math.sqrt(turns[arm]!);
      const place = i % 2 === 0 ? -t * Math.cos(t) : t * Math.sin(t);
      return (sign * (place + jitter[2 * arm + (i % 2)]! / 2)) / 3 + STD * noise[i]!;
    });
  },
  logProbAt(x, y) {
    curve ??= curveNodes();
    const total = logSum(x, y, logSum(-x, -y, { largest: Number.NEGATIVE_INFINITY, sum: 0 }));
    return total.largest + Math.log(total.sum / 2) - Math.log(2 * Math.PI * STD * STD);
  },
});

const STD = 0.1;
const WIDTH = 1 / 6;
const box = gaussLegendre(8, 0, 1);
const FIRST = WIDTH * box.nodes[0]!;
const LAST = WIDTH * box.nodes[7]!;

type Curve = ReturnType<typeof curveNodes>;
let curve: Curve | undefined;

function curveNodes() {
  const { nodes, weights } = gaussLegendre(320, 0, 3 * Math.PI);
  return {
    // of t, whose density is 2t/(3π)²
    logWeights: nodes.map((t, i) => Math.log((weights[i]! * 2 * t) / (3 * Math.PI) ** 2)),
    xs: nodes.map((t) => (-t * Math.cos(t)) / 3),
    ys: nodes.map((t) => (t * Math.sin(t)) / 3),
  };
}

interface LogSum {
  readonly largest: number;
  readonly sum: number;
}

/** Adds the terms of one arm at a point to sum · exp(largest). */
function logSum(x: number, y: number, start: LogSum): LogSum {
  const { logWeights, xs, ys } = curve!;
  let { largest, sum } = start;
  for (let k = 0; k < xs.length; k++) {
    const [dx, dy] = [x - xs[k]!, y - ys[k]!];
    const nearest = logWeights[k]! + peak(dx) + peak(dy);
    if (nearest < largest - 40) continue;
    if (nearest > largest) {
      sum *= Math.exp(largest - nearest);
      largest = nearest;
    }
    sum += Math.exp(nearest - largest) * relative(dx) * relative(dy);
  }
  return { largest, sum };
}

/** The largest exponent of noise at d, near a box on [0, width]: at its nodes, or between them. */
function peak(d: number): number {
  const distance = Math.max(FIRST - d, 0, d - LAST);
  return -(distance * distance) / (2 * STD * STD);
}

/** Computes the mean noise density over the box, relative to its peak. */
function relative(d: number): number {
  const top = peak(d);
  let sum = 0;
  for (let j = 0; j < box.nodes.length; j++) {
    const offset = d - WIDTH * box.nodes[j]!;
    sum += box.weights[j]! * Math.exp(-(offset * offset) / (2 * STD * STD) - top);
  }
  return sum;
}
