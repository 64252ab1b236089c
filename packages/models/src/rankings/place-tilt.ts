import * as tf from "@tensorflow/tfjs-core";
import type { Tilt } from "../tilt/tilt.js";
import type { ChoiceChain } from "./choice-chain.js";
import { type PlaceTiltParams, placeEnergy } from "./place-energy.js";
import { tiltedLogPartition } from "./tilted-log-partition.js";

export interface PlaceTiltInputs {
  readonly labels: number;
  /** The base: the mean of the distributions of these chains, given the utilities x. */
  readonly chains: readonly ChoiceChain[];
}

/** Up to this many labels, log Z is computed in the graph. */
export const MOST_DYNAMIC_LABELS = 9;

/**
 * An energy of orders that does not depend on x, with a number for each pair in its order and for each
 * label at its place; y has the place of each label, from 0:
 *
 *   f(y) = −Σ over i < j of θᵢⱼ sign(yⱼ − yᵢ) − Σᵢ Aᵢ at yᵢ.
 *
 * Up to 9 labels it knows its log Z, by a dynamic program over the sets of labels.
 */
export function placeTilt({ labels, chains }: PlaceTiltInputs): Tilt<PlaceTiltParams> {
  return {
    params: { pairs: tf.zeros([labels, labels]), places: tf.zeros([labels, labels]) },
    ignoresInputs: true,
    energy(params, y) {
      const [batch, samples] = y.shape;
      const rows: tf.Tensor2D = tf.reshape(y, [-1, labels]);
      return tf.reshape(placeEnergy(params, rows), [batch, samples]);
    },
    ...(labels <= MOST_DYNAMIC_LABELS && {
      logPartition: (params: PlaceTiltParams, x: tf.Tensor2D) => {
        const each = chains.map((chain) => tiltedLogPartition(chain, params, x));
        return tf.sub(tf.logSumExp(tf.stack(each), 0), Math.log(each.length)) as tf.Tensor1D;
      },
    }),
  };
}
