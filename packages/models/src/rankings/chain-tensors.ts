import * as tf from "@tensorflow/tfjs-core";
import type { ChoiceChain } from "./choice-chain.js";
import { choiceLayers } from "./choice-layers.js";

/**
 * log p of orders of all labels under a chain, as a function of tensors.
 *
 * @param utilities u. Shape [batch, labels].
 * @param places The place of each label, from 0. Shape [batch, labels].
 * @returns Shape [batch].
 */
export function chainLogProb(
  chain: ChoiceChain,
  utilities: tf.Tensor2D,
  places: tf.Tensor2D,
): tf.Tensor1D {
  const labels = places.shape[1];
  const own = chain.fromLast ? tf.sub(labels - 1, places) : places;
  const choices = tf.reshape(tf.range(0, labels), [1, labels, 1]);
  const when = tf.expandDims(own, 1);
  // of shape [batch, choices, labels]
  const isChosen = tf.cast(tf.equal(when, choices), "float32");
  const isBefore = tf.cast(tf.less(when, choices), "float32");
  const pulls = tf.matMul(tf.reshape(isBefore, [-1, labels]), table(chain.couplings, labels));
  const added = tf.add(
    tf.reshape(pulls, [-1, labels, labels]),
    tf.transpose(table(chain.positions, labels)),
  );
  const logits = tf.add(added, tf.expandDims(scaled(chain, utilities), 1));
  const left = tf.add(logits, tf.mul(isBefore, -1e30));
  const chosen = tf.sum(tf.mul(isChosen, logits), 2);
  return tf.sum(tf.sub(chosen, tf.logSumExp(left, 2)), 1);
}

/**
 * The mean place of each label under a chain, as a function of tensors: a sum over the sets of
 * chosen labels, all sets of one size at once.
 *
 * @param utilities u. Shape [batch, labels].
 * @returns Places from 0. Shape [batch, labels].
 */
export function chainPlacesTensor(chain: ChoiceChain, utilities: tf.Tensor2D): tf.Tensor2D {
  const labels = utilities.shape[1];
  const logits = scaled(chain, utilities);
  let reached: tf.Tensor = tf.onesLike(tf.slice(utilities, [0, 0], [-1, 1]));
  let places: tf.Tensor2D = tf.zerosLike(utilities);
  for (const [size, { sets, outside, added, from }] of choiceLayers(chain).entries()) {
    const width = labels - size;
    const own = tf.reshape(tf.gather(logits, ints(outside), 1), [-1, sets, width]);
    const choices = tf.softmax(tf.add(own, tf.tensor2d(added, [sets, width])));
    const masses: tf.Tensor2D = tf.reshape(tf.mul(choices, tf.expandDims(reached, 2)), [
      -1,
      sets * width,
    ]);
    const isLabel = tf.oneHot(ints(outside), labels) as tf.Tensor2D;
    const place = chain.fromLast ? labels - 1 - size : size;
    const expected: tf.Tensor2D = tf.mul(place, tf.matMul(masses, tf.cast(isLabel, "float32")));
    places = tf.add(places, expected);
    const leading = tf.gather(masses, ints(from), 1);
    reached = tf.sum(tf.reshape(leading, [-1, from.length / (size + 1), size + 1]), 2);
  }
  return places;
}

function scaled({ scale, fromLast }: ChoiceChain, utilities: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(utilities, fromLast ? -scale : scale);
}

function table(values: Float64Array, labels: number): tf.Tensor2D {
  return tf.tensor2d(Float32Array.from(values), [labels, labels]);
}

function ints(data: Int32Array): tf.Tensor1D {
  return tf.tensor1d(data, "int32");
}
