/** log p at points of the plane, packed. */
export type PlaneLogProb = (points: Float64Array) => Promise<Float32Array>;

export interface PlaneWalkInputs {
  readonly logProb: PlaneLogProb;
  /** The points of the chains, packed. */
  readonly points: Float64Array;
  /** The step size ε. */
  readonly stepSize: number;
  readonly steps: number;
  /** Standard normal numbers, and numbers on [0, 1). Default: those of the browser. */
  readonly normal?: () => number;
  readonly uniform?: () => number;
}

/** The width of the differences that estimate a slope. */
const WIDTH = 0.004;

/**
 * Moves chains by steps of the Metropolis-adjusted Langevin algorithm,
 *
 *   x′ = x + ε·∇log p(x) + √(2ε)·z,
 *
 * with slopes from central differences. A step is accepted or rejected by its exact ratio, so p stays
 * the distribution of the chains whatever the error of the slopes.
 */
export async function planeWalk(inputs: PlaneWalkInputs): Promise<Float64Array> {
  const { logProb, points, stepSize, steps, normal = gaussian, uniform = Math.random } = inputs;
  let at = points;
  let { values, slopes } = await look(logProb, at);
  for (let step = 0; step < steps; step++) {
    const proposed = at.map(
      (x, i) => x + stepSize * slopes[i]! + Math.sqrt(2 * stepSize) * normal(),
    );
    const there = await look(logProb, proposed);
    const next = at.slice();
    const [nextValues, nextSlopes] = [values.slice(), slopes.slice()];
    for (let i = 0; i < values.length; i++) {
      let ratio = there.values[i]! - values[i]!;
      for (const j of [2 * i, 2 * i + 1]) {
        const ahead = proposed[j]! - at[j]! - stepSize * slopes[j]!;
        const back = at[j]! - proposed[j]! - stepSize * there.slopes[j]!;
        ratio += (ahead ** 2 - back ** 2) / (4 * stepSize);
      }
      if (!(Math.log(uniform()) < ratio)) continue;
      nextValues[i] = there.values[i]!;
      for (const j of [2 * i, 2 * i + 1]) {
        next[j] = proposed[j]!;
        nextSlopes[j] = there.slopes[j]!;
      }
    }
    [at, values, slopes] = [next, nextValues, nextSlopes];
  }
  return at;
}

/** Returns log p and its slope at each point, from one call. */
export async function look(
  logProb: PlaneLogProb,
  points: Float64Array,
): Promise<{ readonly values: Float32Array; readonly slopes: Float64Array }> {
  const { length } = points;
  const all = new Float64Array(5 * length);
  for (const [k, [dx, dy]] of MOVES.entries()) {
    all.set(
      points.map((v, i) => v + WIDTH * (i % 2 === 0 ? dx : dy)),
      k * length,
    );
  }
  const found = await logProb(all);
  const count = length / 2;
  const of = (k: number, i: number): number => found[k * count + i]!;
  const slopes = new Float64Array(length);
  for (let i = 0; i < count; i++) {
    slopes[2 * i] = (of(1, i) - of(2, i)) / (2 * WIDTH);
    slopes[2 * i + 1] = (of(3, i) - of(4, i)) / (2 * WIDTH);
  }
  return { values: found.slice(0, count), slopes };
}

const MOVES = [
  [0, 0],
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

function gaussian(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}
