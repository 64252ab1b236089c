import { EbmError, valueAndGrad } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import { lbfgs } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import type { RowLoss } from "./fit-networks.js";
import type { Linear } from "./fit-ridge.js";
import { pause } from "./pause.js";

export interface FittedLinear {
  /** Scores as a function of x: the mean of the fits of all folds. */
  readonly linear: Linear;
  /** The penalty chosen. */
  readonly penalty: number;
  /** The mean out-of-fold loss. */
  readonly loss: number;
  /** Scores of each row by a fit that did not see it. Shape [rows, outputs]. */
  readonly outOfFold: Matrix;
}

export interface FitLinearInputs {
  /** Shape [rows, features]. Scale the columns alike. */
  readonly x: Matrix;
  /** The targets of the loss. Shape [rows, targets]. */
  readonly y: Matrix;
  /** The fold of each row. */
  readonly folds: Int32Array;
  /** A convex function of the scores, such as `bernoulliLoss`. */
  readonly rowLoss: RowLoss;
  /** The initial b. Shape [outputs]. */
  readonly bias: Float32Array;
  /** Penalties λ, the largest first. Default: from 1 to 10⁻⁴ in half decades. */
  readonly penalties?: readonly number[];
  /** Largest number of L-BFGS steps for one penalty and fold. Default: 40. */
  readonly iterations?: number;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
}

type Feeds = Record<"x" | "y" | "w", tf.Tensor2D> & Record<"b" | "weight", tf.Tensor1D>;

/**
 * Fits scores s = xW + b by the mean loss of rows, for each fold:
 *
 *   mean over rows of loss(s, y) + λ/2 ‖W‖².
 *
 * Penalties go from strong to weak, each started from the one before, until the loss of rows
 * outside the folds rises twice. All outputs share the best.
 */
export async function fitLinear(inputs: FitLinearInputs): Promise<FittedLinear> {
  const { x, y, folds, rowLoss, bias, iterations = 40, threads = 1, signal } = inputs;
  const { penalties = Array.from({ length: 9 }, (_, i) => 10 ** (-i / 2)) } = inputs;
  const [rows, features] = x.shape;
  const outputs = bias.length;
  if (y.shape[0] !== rows || folds.length !== rows) {
    throw new EbmError(`fitLinear: \`y\` has ${y.shape[0]} rows, expected ${rows}.`);
  }
  const count = Math.max(...folds) + 1;
  const size = features * outputs;
  const unpack = (point: Float64Array) => {
    const data = Float32Array.from(point);
    const w = { data: data.subarray(0, size), shape: [features, outputs] as const };
    return { w, b: { data: data.subarray(size), shape: [outputs] as const } };
  };
  const fit = compile(
    ({ x, y, weight, w, b }: Feeds) => {
      const loss = (it: Pick<Feeds, "w" | "b">): tf.Scalar =>
        tf.sum(tf.mul(weight, rowLoss(tf.add(tf.matMul(x, it.w), it.b), y)));
      const { value, grad } = valueAndGrad(loss)({ w, b });
      return { value, gradW: grad.w, gradB: grad.b };
    },
    { threads },
  );
  const judge = compile(
    ({ x, y, w, b }: Omit<Feeds, "weight">) => {
      const scores = tf.add(tf.matMul(x, w), b) as tf.Tensor2D;
      return { scores, losses: rowLoss(scores, y) };
    },
    { threads },
  );
  const start = new Float64Array(size + outputs);
  start.set(bias, size);
  let points = Array<Float64Array>(count).fill(start);
  let best: (FittedPath & { readonly penalty: number }) | undefined;
  let worse = 0;
  try {
    for (const penalty of penalties) {
      const found: FittedPath = {
        points: [],
        outOfFold: new Float32Array(rows * outputs),
        loss: 0,
      };
      for (let fold = 0; fold < count; fold++) {
        const weight = { data: weightsOf(folds, fold), shape: [rows] as const };
        const valueAndGrad = async (point: Float64Array, grad: Float64Array): Promise<number> => {
          await pause(signal);
          const out = await fit({ x, y, weight, ...unpack(point) });
          let loss = out.value.data[0]!;
          for (let i = 0; i < size; i++) {
            loss += (penalty / 2) * point[i]! ** 2;
            grad[i] = out.gradW.data[i]! + penalty * point[i]!;
          }
          grad.set(out.gradB.data, size);
          return loss;
        };
        const options = { iterations, gradientTolerance: 1e-8, relativeDecrease: 1e-5, signal };
        const { x: point } = await lbfgs({ valueAndGrad, start: points[fold]!, ...options });
        found.points.push(point);
        const { scores, losses } = await judge({ x, y, ...unpack(point) });
        for (let row = 0; row < rows; row++) {
          if (folds[row] !== fold) continue;
          const [from, to] = [row * outputs, (row + 1) * outputs];
          found.outOfFold.set(scores.data.subarray(from, to), from);
          found.loss += losses.data[row]! / rows;
        }
      }
      points = found.points;
      if (!best || found.loss < best.loss) {
        best = { ...found, penalty };
        worse = 0;
      } else if (++worse === 2) break;
    }
  } finally {
    await Promise.all([fit.dispose(), judge.dispose()]);
  }
  if (!best) throw new EbmError("fitLinear: `penalties` is empty, expected at least one.");
  const mean = new Float32Array(start.length);
  for (const point of best.points) {
    for (let i = 0; i < mean.length; i++) mean[i]! += point[i]! / count;
  }
  const weights = { data: mean.slice(0, size), shape: [features, outputs] as const };
  return {
    linear: { weights, bias: mean.slice(size) },
    penalty: best.penalty,
    loss: best.loss,
    outOfFold: { data: best.outOfFold, shape: [rows, outputs] },
  };
}

/** The fit of each fold with one penalty, and the scores and mean loss of rows outside the folds. */
interface FittedPath {
  readonly points: Float64Array[];
  readonly outOfFold: Float32Array;
  loss: number;
}

/** 1 / rows of rows outside the fold, 0 for others. */
function weightsOf(folds: Int32Array, fold: number): Float32Array {
  const rows = folds.reduce((sum, own) => sum + Number(own !== fold), 0);
  return Float32Array.from(folds, (own) => (own === fold ? 0 : 1 / rows));
}
