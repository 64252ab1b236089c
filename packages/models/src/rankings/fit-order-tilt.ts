import { type Key, permutation, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { lbfgs } from "@ebm/optim";
import { folds as assignFolds } from "../members/folds.js";
import { type TiltVerdict, tiltGuard } from "../tilt/tilt-guard.js";
import { type OrderTilt, tiltOf, tiltSize } from "./order-tilt.js";
import { orderTiltLoss } from "./order-tilt-loss.js";
import { plackettLuceLogProb } from "./plackett-luce-log-prob.js";
import { tiltedLogProb } from "./tilted-log-prob.js";

export interface FitOrderTiltInputs {
  /** Out-of-fold utilities of the base. Shape [rows, labels]. */
  readonly utilities: Matrix;
  /** Places from 0; −1 for labels that a row does not rank. Shape [rows, labels]. */
  readonly places: Matrix;
  readonly key: Key;
  /** Penalties λ, the largest first. Default: from 1 to 10⁻⁴, each a third of the one before. */
  readonly penalties?: readonly number[];
  /** Number of folds that judge the tilt. Default: 4. */
  readonly folds?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface FittedOrderTilt {
  /** Fitted to all rows. */
  readonly tilt: OrderTilt;
  /** What rows that the tilt did not see say about it. */
  readonly verdict: TiltVerdict;
  /** λ, the penalty chosen. */
  readonly penalty: number;
  /** Number of rows that were used. */
  readonly rows: number;
}

/** The largest number of steps of the dynamic program in one pass over the rows. */
const MOST_STEPS = 1.2e7;

/**
 * Fits a tilt of Plackett–Luce models by its exact likelihood, and judges it by cross-validation.
 * Penalties go from strong to weak, each started from the one before, until the loss of held-out
 * rows rises twice.
 *
 * With 10 labels or more, a random part of many rows is used.
 */
export async function fitOrderTilt(inputs: FitOrderTiltInputs): Promise<FittedOrderTilt> {
  const { utilities, places, folds = 4, signal } = inputs;
  const { penalties = Array.from({ length: 9 }, (_, i) => 10 ** (-i / 2)) } = inputs;
  const [forRows, forFolds] = split(inputs.key, 2);
  const [all, labels] = places.shape;
  const count = Math.min(all, Math.ceil(MOST_STEPS / (2 ** labels * labels)));
  const rows = permutation(forRows, all).subarray(0, count).sort();
  const foldOf = assignFolds({ rows: count, count: Math.min(folds, count), key: forFolds });
  const parts = Array.from({ length: Math.max(...foldOf) + 1 }, (_, fold) => ({
    train: rows.filter((_, i) => foldOf[i] !== fold),
    held: rows.filter((_, i) => foldOf[i] === fold),
  }));
  const own = (matrix: Matrix, row: number): Float32Array =>
    matrix.data.subarray(row * labels, (row + 1) * labels);
  const base = new Map<number, number>();
  for (const row of rows) base.set(row, plackettLuceLogProb(own(utilities, row), own(places, row)));

  const fit = async (some: Int32Array, penalty: number, start: Float64Array) => {
    const valueAndGrad = orderTiltLoss({ utilities, places, rows: some, penalty, signal });
    const { x } = await lbfgs({ valueAndGrad, start, iterations: 40, relativeDecrease: 1e-5 });
    return x;
  };
  let whole: Float64Array = new Float64Array(tiltSize(labels));
  let best:
    | { penalty: number; params: Float64Array; gains: Float64Array; gain: number }
    | undefined;
  let worse = 0;
  for (const penalty of penalties) {
    whole = await fit(rows, penalty, whole);
    const gains: number[] = [];
    for (const { train, held } of parts) {
      const { logProb } = tiltedLogProb(tiltOf(await fit(train, penalty, whole), labels));
      for (const row of held) {
        gains.push(logProb(own(utilities, row), own(places, row)) - base.get(row)!);
      }
    }
    const gain = gains.reduce((sum, value) => sum + value / count, 0);
    if (!best || gain > best.gain) {
      best = { penalty, params: whole, gains: Float64Array.from(gains), gain };
      worse = 0;
    } else if (++worse === 2) break;
  }
  const { gains, penalty, params } = best!;
  const verdict = tiltGuard({ gains, effectiveSamples: gains.map(() => Infinity), samples: 1 });
  return { tilt: tiltOf(params, labels), verdict, penalty, rows: count };
}
