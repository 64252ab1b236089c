import { type Key, split } from "@ebm/core";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import { centered } from "./centered.js";
import type { Tilt } from "./tilt.js";

export type MlpTiltParams = {
  /** The first layer, applied to y. */
  readonly y: MlpParams;
  /** The first layer, applied to x. Empty if there are no inputs. */
  readonly x: MlpParams;
  /** The layers after the first. */
  readonly rest: MlpParams;
};

export interface MlpTiltInputs {
  readonly key: Key;
  /** Number of coordinates of y. */
  readonly dim: number;
  /** Number of features of x. Default: 0. */
  readonly features?: number;
  /** The widths of the hidden layers. Default: [128, 128]. */
  readonly hidden?: readonly number[];
  /** Subtracted from y, such as its mean. Shape [dim]. Default: zeros. */
  readonly center?: ArrayLike<number>;
}

/**
 * A multilayer perceptron of (x, y): a rectifier after the first layer, softplus after the other
 * hidden layers. The last layer starts at 0.
 */
export function mlpTilt(inputs: MlpTiltInputs): Tilt<MlpTiltParams> {
  const { key, dim, features = 0, hidden = [128, 128], center } = inputs;
  const [yKey, xKey, restKey] = split(key, 3);
  const units = hidden[0]!;
  const activation = "softplus";
  return {
    params: {
      y: initMlp({ key: yKey, sizes: [dim, units] }),
      x: features > 0 ? initMlp({ key: xKey, sizes: [features, units] }) : [],
      rest: initMlp({ key: restKey, sizes: [...hidden, 1], zeroLast: true, activation }),
    },
    energy(params, y, x) {
      const [batch, samples] = y.shape;
      const rows = tf.reshape(centered(y, center), [batch * samples, dim]) as tf.Tensor2D;
      const fromY = tf.reshape(mlp(params.y, rows), [batch, samples, units]);
      const entered = x ? tf.add(fromY, tf.expandDims(mlp(params.x, x), 1)) : fromY;
      const active = tf.relu(tf.reshape(entered, [batch * samples, units])) as tf.Tensor2D;
      return tf.reshape(mlp(params.rest, active, { activation }), [batch, samples]);
    },
  };
}
