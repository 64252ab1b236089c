import type { NeighborEnergy, Tree } from "@ebm/core";
import { denseEnergy, ratioMatchingLoss } from "@ebm/rmwggis";
import * as tf from "@tensorflow/tfjs-core";
import type { Tilt } from "./tilt.js";
import type { TiltParams } from "./tilt-loss.js";

export type TiltRatioBatch = {
  /** Zeros and ones. Shape [batch, dim]. */
  readonly y: tf.Tensor2D;
  /** log q(y with bit j flipped) − log q(y). Shape [batch, dim]. */
  readonly logRatios: tf.Tensor2D;
};

/**
 * Ratio matching of p(y) ∝ q(y) exp(−f(y)) over bits: `ratioMatchingLoss` with
 *
 *   Dⱼ = log q(y with bit j flipped) − log q(y) + f(y) − f(y with bit j flipped).
 *
 * It needs neither log Z nor samples of the base.
 */
export function tiltRatioLoss<P extends Tree>(
  tilt: Tilt<P>,
): (params: TiltParams<P>, batch: TiltRatioBatch) => tf.Scalar {
  return ({ energy: params }, { y, logRatios }) => {
    const { energy, logRatios: added } = denseEnergy((rows) =>
      tf.squeeze<tf.Tensor1D>(tilt.energy(params, tf.expandDims(rows, 0)), [0]),
    );
    const onBase: NeighborEnergy = {
      energy,
      logRatios: (rows, changes) => tf.add(logRatios, added(rows, changes)),
    };
    return ratioMatchingLoss(onBase, { x: y });
  };
}
