import { EbmError, valueAndGrad } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import { lbfgs } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { pause } from "./pause.js";

/** Scores as a weighted sum of the scores of members: Σₘ wₘ uₘ + b. */
export interface Stack {
  /** w ≥ 0. Shape [members]. */
  readonly weights: Float32Array;
  /** b. Shape [outputs]. */
  readonly bias: Float32Array;
}

export interface FittedStack extends Stack {
  /** The share that the loss mixes with; 0 if it mixes none. */
  readonly share: number;
  /** The mean loss with the penalty. */
  readonly loss: number;
}

export interface FitStackInputs {
  /** Out-of-fold scores u of each member. Each of shape [rows, outputs]. */
  readonly scores: readonly Matrix[];
  /** The targets of the loss. Shape [rows, targets]. */
  readonly y: Matrix;
  /** The loss of each row. */
  readonly rowLoss: (scores: tf.Tensor2D, targets: tf.Tensor2D, share: tf.Scalar) => tf.Tensor1D;
  /**
   * Whether `rowLoss` mixes the model with a broad distribution, whose share of the mixture is fitted
   * too. Default: false.
   */
  readonly isMixed?: boolean;
  /** Whether b is fitted. Default: true. */
  readonly fitsBias?: boolean;
  /** The initial b, to which a penalty pulls it. Shape [outputs]. Default: zeros. */
  readonly bias?: Float32Array;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Fits the weights of members by the mean loss of rows that the members did not see, with the penalty
 *
 *   (1 / rows) (Σₘ wₘ sd(uₘ) − log share) + 0.001 ‖b − b₀‖²,
 *
 * which keeps weights finite where rows are separable, and the share above 0.
 */
export async function fitStack(inputs: FitStackInputs): Promise<FittedStack> {
  const { scores, y, rowLoss, isMixed = false, fitsBias = true, signal } = inputs;
  const members = scores.length;
  if (members === 0) throw new EbmError("fitStack: `scores` is empty, expected one or more.");
  const [rows, outputs] = scores[0]!.shape;
  const first = inputs.bias ?? new Float32Array(outputs);
  const all = new Float32Array(members * rows * outputs);
  for (const [m, { data }] of scores.entries()) all.set(data, m * data.length);
  const u = { data: all, shape: [members, rows, outputs] as const };
  const spread = { data: Float32Array.from(scores, spreadOf), shape: [members] as const };
  const start = { data: first, shape: [outputs] as const };

  const run = compile((it: Feeds) => {
    const loss = ({ a, b, c }: Pick<Feeds, "a" | "b" | "c">): tf.Scalar => {
      const w = tf.softplus(a);
      const share = tf.sigmoid(c);
      const sum = tf.sum(tf.mul(tf.reshape(w, [members, 1, 1]), it.u), 0);
      const size = tf.sum(tf.mul(w, it.spread));
      const added = isMixed ? tf.sub(size, tf.log(share)) : size;
      const penalty = tf.add(
        tf.mul(1 / rows, added),
        tf.mul(1e-3, tf.sum(tf.squaredDifference(b, it.start))),
      );
      const mean = tf.mean(rowLoss(tf.add(sum, b), it.y, share));
      return tf.add(mean, penalty);
    };
    const { value, grad } = valueAndGrad(loss)({ a: it.a, b: it.b, c: it.c });
    return { value, gradA: grad.a, gradB: grad.b, gradC: grad.c };
  });
  const weights = Array<number>(members).fill(inverseSoftplus(1 / members));
  try {
    const { x, value } = await lbfgs({
      start: [...weights, ...first, FIRST_SHARE],
      iterations: 60,
      relativeDecrease: 1e-7,
      signal,
      valueAndGrad: async (point, grad) => {
        await pause(signal);
        const data = Float32Array.from(point);
        const a = { data: data.subarray(0, members), shape: [members] as const };
        const b = { data: data.subarray(members, members + outputs), shape: [outputs] as const };
        const c = { data: data.subarray(members + outputs), shape: [] as const };
        const out = await run({ u, y, spread, start, a, b, c });
        grad.set(out.gradA.data);
        if (fitsBias) grad.set(out.gradB.data, members);
        grad.set(out.gradC.data, members + outputs);
        return out.value.data[0]!;
      },
    });
    return {
      weights: Float32Array.from(x.subarray(0, members), (a) => Math.log1p(Math.exp(a))),
      bias: Float32Array.from(x.subarray(members, members + outputs)),
      share: isMixed ? 1 / (1 + Math.exp(-x.at(-1)!)) : 0,
      loss: value,
    };
  } finally {
    await run.dispose();
  }
}

/** The logit of the first share. */
const FIRST_SHARE = -4;

type Feeds = {
  readonly u: tf.Tensor3D;
  readonly y: tf.Tensor2D;
  readonly spread: tf.Tensor1D;
  readonly start: tf.Tensor1D;
  readonly a: tf.Tensor1D;
  readonly b: tf.Tensor1D;
  readonly c: tf.Scalar;
};

function spreadOf({ data }: Matrix): number {
  let [sum, squares] = [0, 0];
  for (const value of data) {
    sum += value;
    squares += value * value;
  }
  return Math.sqrt(Math.max(0, squares / data.length - (sum / data.length) ** 2));
}

function inverseSoftplus(y: number): number {
  return Math.log(Math.expm1(y));
}
