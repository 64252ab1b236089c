import { key, uniform } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import { binaryStates } from "@ebm/metrics";
import { expect, test } from "vitest";
import { convTilt } from "./conv-tilt.js";
import { fitTilt } from "./fit-tilt.js";

const [SIDE, DIM] = [3, 9];
const all = binaryStates(DIM);
const states = { data: Float32Array.from(all.data), shape: [2 ** DIM, DIM] as const };

/** Spins of a 3 × 3 grid that like to equal their neighbors, over fair bits as the base. */
const logTruth = normalized((y) => {
  const spin = (row: number, column: number) => 2 * y[row * SIDE + column]! - 1;
  let sum = 0;
  for (let i = 0; i < SIDE; i++) {
    for (let j = 0; j + 1 < SIDE; j++) {
      sum += 0.6 * (spin(i, j) * spin(i, j + 1) + spin(j, i) * spin(j + 1, i));
    }
  }
  return sum;
});
const possible = logTruth.reduce((sum, log) => sum + Math.exp(log) * (log + DIM * Math.LN2), 0);

function normalized(score: (y: Float32Array) => number): Float64Array {
  const scores = Float64Array.from({ length: 2 ** DIM }, (_, state) =>
    score(states.data.subarray(state * DIM, (state + 1) * DIM)),
  );
  const total = logSumExp(scores);
  return scores.map((value) => value - total);
}

function rows(seed: number, count: number) {
  const cumulative: number[] = [];
  for (const log of logTruth) cumulative.push((cumulative.at(-1) ?? 0) + Math.exp(log));
  const data = new Float32Array(count * DIM);
  for (const [i, u] of uniform(key(seed), count).entries()) {
    const state = Math.max(
      0,
      cumulative.findIndex((value) => value > u),
    );
    data.set(states.data.subarray(state * DIM, (state + 1) * DIM), i * DIM);
  }
  return {
    y: { data, shape: [count, DIM] as const },
    sample: () => new Float32Array(),
    states: { y: states, logProb: () => new Float64Array(2 ** DIM).fill(-DIM * Math.LN2) },
  };
}

test("starts at 0, and learns that neighbors are equal", async () => {
  const tilt = convTilt({
    key: key(1),
    height: SIDE,
    width: SIDE,
    channels: [8],
    center: new Float32Array(DIM).fill(0.5),
  });
  const fitted = await fitTilt({
    tilt,
    train: rows(2, 2000),
    validation: rows(3, 2000),
    key: key(4),
    learningRate: 0.03,
    l2: 1e-5,
    steps: 300,
  });
  expect(fitted.kept).toBe(true);
  expect(fitted.verdict.gain).toBeGreaterThan(0.8 * possible);
});
