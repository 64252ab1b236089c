import { type Key, type NeighborEnergy, split, uniform } from "@ebm/core";
import { denseEnergy } from "@ebm/rmwggis";
import * as tf from "@tensorflow/tfjs-core";

export type GraphEnergyParams = {
  /** The layers of each round of messages. */
  readonly rounds: readonly {
    /** Shape [units in, units]. */
    readonly self: tf.Tensor2D;
    /** Shape [units in, units]. */
    readonly neighbors: tf.Tensor2D;
    /** Shape [units]. */
    readonly bias: tf.Tensor1D;
  }[];
  /** The layers after the sum over nodes. Shapes [units, units], [units] and [units, 1]. */
  readonly pooled: tf.Tensor2D;
  readonly pooledBias: tf.Tensor1D;
  readonly last: tf.Tensor2D;
};

/**
 * Number of features in the first message of a node: whether it has neighbors, their number, the
 * number of its triangles, the number of nodes with neighbors, and the number of those that are not
 * its neighbors.
 */
const FEATURES = 5;

/**
 * Returns an energy of graphs that is invariant to the order of their nodes. Graphs are bits of
 * `encodeGraphs`, with at most `nodes` nodes. Rounds of messages go along edges,
 *
 *   h ← swish(h W + A h V + b),
 *
 * then the nodes that have neighbors are summed, and a layer is applied.
 */
export function graphEnergy(
  { rounds, pooled, pooledBias, last }: GraphEnergyParams,
  { nodes }: { readonly nodes: number },
): NeighborEnergy {
  const pairs = (nodes * (nodes - 1)) / 2;
  const places = tf.tensor2d(placesOf(nodes), [pairs, nodes * nodes]);
  return denseEnergy((x) => {
    const adjacency: tf.Tensor3D = tf.reshape(tf.matMul(x, places), [-1, nodes, nodes]);
    const degrees = tf.sum(adjacency, 2, true);
    const present = tf.minimum(degrees, 1);
    const paths = tf.matMul(adjacency, adjacency);
    const triangles = tf.sum(tf.mul(paths, adjacency), 2, true);
    const count = tf.sum(present, 1, true);
    const strangers = tf.sub(tf.sub(count, 1), degrees);
    let h = tf.concat(
      [
        present,
        tf.div(degrees, 4),
        tf.div(triangles, 8),
        tf.mul(present, tf.div(count, 8)),
        tf.mul(present, tf.div(strangers, 4)),
      ],
      2,
    ) as tf.Tensor3D;
    for (const { self, neighbors, bias } of rounds) {
      const messages = tf.matMul(adjacency, tf.div(linear(h, neighbors), 2)) as tf.Tensor3D;
      h = swish(tf.add(tf.add(linear(h, self), messages), bias));
    }
    const sums = tf.div<tf.Tensor2D>(tf.sum(tf.mul(h, present), 1), 4);
    const top = swish(tf.add(tf.matMul(sums, pooled), pooledBias) as tf.Tensor2D);
    return tf.squeeze(tf.matMul(top, last), [1]) as tf.Tensor1D;
  });
}

/**
 * Initializes weights uniformly within ±√(3/inputs), which preserves the scale of activations, and
 * biases to 0.
 */
export function initGraphEnergy({
  key,
  units,
  rounds,
}: {
  readonly key: Key;
  readonly units: number;
  readonly rounds: number;
}): GraphEnergyParams {
  const keys = split(key, 2 * rounds + 2);
  const weight = (index: number, fanIn: number, fanOut: number): tf.Tensor2D => {
    const reach = Math.sqrt(3 / fanIn);
    const values = uniform(keys[index]!, fanIn * fanOut).map((u) => (2 * u - 1) * reach);
    return tf.tensor2d(values, [fanIn, fanOut]);
  };
  return {
    rounds: Array.from({ length: rounds }, (_, round) => ({
      self: weight(2 * round, round === 0 ? FEATURES : units, units),
      neighbors: weight(2 * round + 1, round === 0 ? FEATURES : units, units),
      bias: tf.zeros([units]),
    })),
    pooled: weight(2 * rounds, units, units),
    pooledBias: tf.zeros([units]),
    last: weight(2 * rounds + 1, units, 1),
  };
}

function linear(h: tf.Tensor3D, weight: tf.Tensor2D): tf.Tensor3D {
  const [graphs, nodes, units] = h.shape;
  const rows = tf.matMul(tf.reshape(h, [graphs * nodes, units]), weight);
  return tf.reshape(rows, [graphs, nodes, weight.shape[1]]);
}

function swish<T extends tf.Tensor>(x: T): T {
  return tf.mul(x, tf.sigmoid(x));
}

/** Returns a 1 for each pair of nodes at each of its two places in an adjacency matrix. */
function placesOf(nodes: number): Float32Array {
  const places = new Float32Array(((nodes * (nodes - 1)) / 2) * nodes * nodes);
  let pair = 0;
  for (let i = 0; i < nodes; i++) {
    for (let j = i + 1; j < nodes; j++, pair++) {
      for (const place of [i * nodes + j, j * nodes + i]) places[pair * nodes * nodes + place] = 1;
    }
  }
  return places;
}
