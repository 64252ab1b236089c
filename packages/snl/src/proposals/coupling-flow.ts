import { checkShapes, type Proposal, stopGradient } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { standardLogProb } from "./standard-log-prob.js";

/**
 * A function that computes the affine map of one half of the coordinates from the other half: its
 * shifts, then its log-scales, which 2·tanh(·/2) bounds. [batch, kept] → [batch, 2·(dim − kept)].
 *
 * It can be an MLP. Layers 0, 2, … keep the first ⌈dim/2⌉ coordinates, layers 1, 3, … the others.
 */
export type Conditioner = (kept: tf.Tensor2D) => tf.Tensor2D;

export interface CouplingFlowParams {
  readonly dim: number;
  /** One conditioner per layer. */
  readonly conditioners: readonly Conditioner[];
}

export interface CouplingFlow extends Proposal {
  /** Maps z to y, differentiable in z and the conditioners. [batch, dim] → [batch, dim]. */
  forward(z: tf.Tensor2D): tf.Tensor2D;
  /** Maps y to z and log |det ∂z/∂y|. Shapes [batch, dim] and [batch]. */
  inverse(y: tf.Tensor2D): { z: tf.Tensor2D; logDeterminant: tf.Tensor1D };
}

const BOUND = 2;

/**
 * A normalizing flow of affine couplings: y = h_L ∘ … ∘ h_1 (z) for standard normal z. Each layer moves
 * one half of the coordinates by an affine map that depends on the other half,
 *
 *   h(a, b) = (a, b·exp s(a) + t(a)).
 *
 * Train it by −mean logProb at standardized data. If all conditioners return zeros, it is N(0, I).
 *
 * Reference: Dinh, Sohl-Dickstein, Bengio. Density Estimation Using Real NVP. ICLR 2017.
 * https://arxiv.org/abs/1605.08803
 */
export function couplingFlow({ dim, conditioners }: CouplingFlowParams): CouplingFlow {
  checkCount("couplingFlow", { dim }, { least: 2 });
  const first = Math.ceil(dim / 2);

  /** Splits a layer's input, and computes the map of the half that changes. */
  const layer = (x: tf.Tensor2D, i: number) => {
    const head = tf.slice(x, [0, 0], [-1, first]);
    const tail = tf.slice(x, [0, first], [-1, dim - first]);
    const [kept, moved] = i % 2 === 0 ? [head, tail] : [tail, head];
    const width = moved.shape[1];
    const map = conditioners[i]!(kept);
    checkShapes("couplingFlow", {
      kept: [kept, "batch kept"],
      [`conditioners[${i}]`]: [map, `batch ${2 * width}`],
    });
    const raw = tf.slice(map, [0, width], [-1, width]);
    const logScale: tf.Tensor2D = tf.mul(tf.tanh(tf.div(raw, BOUND)), BOUND);
    const shift = tf.slice(map, [0, 0], [-1, width]);
    const join = (to: tf.Tensor2D): tf.Tensor2D =>
      tf.concat(i % 2 === 0 ? [kept, to] : [to, kept], 1);
    return { moved, shift, logScale, join };
  };

  const forward = (z: tf.Tensor2D): tf.Tensor2D => {
    checkShapes("couplingFlow", { z: [z, `batch ${dim}`] });
    return conditioners.reduce((x, _, i) => {
      const { moved, shift, logScale, join } = layer(x, i);
      return join(tf.add(tf.mul(moved, tf.exp(logScale)), shift));
    }, z);
  };

  const inverse: CouplingFlow["inverse"] = (y) => {
    checkShapes("couplingFlow", { y: [y, `batch ${dim}`] });
    let logDeterminant = tf.sum(tf.zerosLike(y), 1) as tf.Tensor1D;
    let z = y;
    for (let i = conditioners.length - 1; i >= 0; i--) {
      const { moved, shift, logScale, join } = layer(z, i);
      z = join(tf.mul(tf.sub(moved, shift), tf.exp(tf.neg(logScale))));
      logDeterminant = tf.sub(logDeterminant, tf.sum(logScale, 1));
    }
    return { z, logDeterminant };
  };

  return {
    dim,
    noise: "normal",
    noiseDim: dim,
    forward,
    inverse,

    sample(normals) {
      checkShapes("couplingFlow.sample", { normals: [normals, `samples ${dim}`] });
      return stopGradient(forward(normals));
    },

    logProb(y) {
      const { z, logDeterminant } = inverse(y);
      return tf.add(standardLogProb<tf.Tensor1D>(z, 1), logDeterminant);
    },
  };
}
