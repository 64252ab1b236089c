import type { Matrix } from "@ebm/datasets";
import { pause } from "../members/pause.js";
import { orderSums } from "./order-sums.js";
import { bitCount, tiltOf, tiltSize, tiltSteps } from "./order-tilt.js";

export interface OrderTiltLossInputs {
  /** Utilities of the base. Shape [rows, labels]. */
  readonly utilities: Matrix;
  /** Places from 0; −1 for labels that a row does not rank. Shape [rows, labels]. */
  readonly places: Matrix;
  readonly rows: Int32Array;
  /** λ. */
  readonly penalty: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The loss of a tilt of Plackett–Luce models and its gradient, exact and in float64:
 *
 *   mean over rows [log Z − log N] + λ/2 ‖parameters‖²,
 *
 * where N sums PL(y|x) exp f(y) over the orders that agree with a row, and Z over all. The gradient
 * has the expected statistics of both. The loss is convex if all rows rank all labels.
 */
export function orderTiltLoss(
  inputs: OrderTiltLossInputs,
): (params: Float64Array, grad: Float64Array) => Promise<number> {
  const { utilities, places, rows, penalty, signal } = inputs;
  const labels = places.shape[1];
  const sums = orderSums(labels);
  return async (params, grad) => {
    await pause(signal);
    const factors = tiltSteps(tiltOf(params, labels)).map(Math.exp);
    const counts = new Float64Array(factors.length);
    const addCounts = (sign: number): void => {
      const probs = sums.stepProbs();
      for (let i = 0; i < counts.length; i++) counts[i]! += sign * probs[i]!;
    };
    let loss = 0;
    for (const row of rows) {
      const u = utilities.data.subarray(row * labels, (row + 1) * labels);
      const own = places.data.subarray(row * labels, (row + 1) * labels);
      loss += sums.logSum(u, factors);
      addCounts(1);
      loss -= sums.logSum(u, factors, own);
      addCounts(-1);
    }
    const statistics = statisticsOf(counts, labels);
    loss /= rows.length;
    for (let i = 0; i < params.length; i++) {
      loss += (penalty / 2) * params[i]! ** 2;
      grad[i] = statistics[i]! / rows.length + penalty * params[i]!;
    }
    return loss;
  };
}

/** What each parameter multiplies in f, summed over counts of the steps of orders. */
function statisticsOf(counts: Float64Array, labels: number): Float64Array {
  const statistics = new Float64Array(tiltSize(labels));
  for (let set = 0; set < 2 ** labels; set++) {
    const place = bitCount(set);
    for (let i = 0; i < labels; i++) {
      const count = counts[set * labels + i]!;
      if (count === 0) continue;
      statistics[i * labels + place]! += count;
      let next = labels ** 2;
      for (let a = 0; a < labels; a++) {
        for (let b = a + 1; b < labels; b++, next++) {
          if (a === i && !((set >> b) & 1)) statistics[next]! += count;
          if (b === i && !((set >> a) & 1)) statistics[next]! -= count;
        }
      }
    }
  }
  return statistics;
}
