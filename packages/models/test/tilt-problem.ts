import { type Key, normal, split, uniform } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import { binaryStates } from "@ebm/metrics";
import type { FittedTilt } from "../src/tilt/fit-tilt.js";
import { openTilt } from "../src/tilt/open-tilt.js";
import { pairTilt } from "../src/tilt/pair-tilt.js";
import { tiltGains } from "../src/tilt/tilt-gains.js";
import type { TiltRows } from "../src/tilt/tilt-rows.js";

const DIM = 8;
const all = binaryStates(DIM);
const states = { data: Float32Array.from(all.data), shape: [2 ** DIM, DIM] as const };

export interface TiltProblem {
  readonly dim: number;
  readonly train: TiltRows;
  readonly validation: TiltRows;
  /** KL(truth ‖ base): what the best tilt gains. */
  readonly possible: number;
  /** The gain of a fitted pair tilt over the base under the truth, exactly. */
  gainOf(fitted: FittedTilt): Promise<number>;
}

/**
 * Independent bits as the base of bits with couplings of the given strength: at 0 the base is the
 * truth. The rows are samples of the truth.
 */
export function tiltProblem(
  key: Key,
  { strength, rows = 2000, exact = false }: { strength: number; rows?: number; exact?: boolean },
): TiltProblem {
  const [fieldKey, couplingKey, trainKey, validationKey] = split(key, 4);
  const fields = normal(fieldKey, DIM);
  const couplings = normal(couplingKey, DIM * DIM).map((z) => strength * z);
  const logBase = normalized((y) => y.reduce((sum, bit, j) => sum + bit * fields[j]!, 0));
  const logTruth = normalized((y, state) => {
    let sum = logBase[state]!;
    for (let i = 0; i < DIM; i++) {
      for (let j = 0; j < i; j++) sum += couplings[i * DIM + j]! * (y[i]! - 0.5) * (y[j]! - 0.5);
    }
    return sum;
  });
  const rowsFrom = (own: Key): TiltRows => {
    const y = draw(logTruth, own, rows);
    return {
      y: { data: y, shape: [rows, DIM] },
      sample: ({ samples, key }) => draw(logBase, key, samples),
      ...(exact && { states: { y: states, logProb: () => logBase } }),
      // of independent bits: a flip changes one term
      logRatios: (chosen) =>
        Float64Array.from({ length: chosen.length * DIM }, (_, i) => {
          const j = i % DIM;
          return fields[j]! * (1 - 2 * y[chosen[Math.floor(i / DIM)]! * DIM + j]!);
        }),
    };
  };
  return {
    dim: DIM,
    train: rowsFrom(trainKey),
    validation: rowsFrom(validationKey),
    possible: logTruth.reduce((sum, log, i) => sum + Math.exp(log) * (log - logBase[i]!), 0),
    async gainOf({ params }) {
      const fitted = openTilt(pairTilt({ dim: DIM }), params);
      const points = { y: states.data, count: 2 ** DIM, dim: DIM, isOwn: false, logProb: logBase };
      const { gains } = await tiltGains(fitted, { y: states }, points);
      await fitted.dispose();
      return Float64Array.from(gains).reduce((sum, g, i) => sum + g * Math.exp(logTruth[i]!), 0);
    },
  };
}

function normalized(score: (y: Float32Array, state: number) => number): Float64Array {
  const scores = Float64Array.from({ length: states.shape[0] }, (_, state) =>
    score(states.data.subarray(state * DIM, (state + 1) * DIM), state),
  );
  const total = logSumExp(scores);
  return scores.map((value) => value - total);
}

function draw(logProb: Float64Array, key: Key, count: number): Float32Array {
  let total = 0;
  const cumulative = logProb.map((log) => {
    total += Math.exp(log);
    return total;
  });
  const out = new Float32Array(count * DIM);
  for (const [i, u] of uniform(key, count).entries()) {
    const state = Math.min(cumulative.findIndex((value) => value > u) >>> 0, 2 ** DIM - 1);
    out.set(states.data.subarray(state * DIM, (state + 1) * DIM), i * DIM);
  }
  return out;
}
