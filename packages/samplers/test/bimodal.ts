import * as tf from "@tensorflow/tfjs-core";

/** Two wells on the line, E(x) = (x² − 1)² / 2 + x/4, with quadrature in float64. */
const quartic = (x: number): number => (x * x - 1) ** 2 / 2 + x / 4;

const [FROM, TO, CELLS] = [-5, 5, 20_000];
const cell = (TO - FROM) / CELLS;
const nodes = Float64Array.from({ length: CELLS + 1 }, (_, i) => FROM + i * cell);
// the trapezoidal rule; the density vanishes at both ends
const masses = nodes.map((x) => Math.exp(-quartic(x)) * cell);
const sums = new Float64Array(CELLS + 1);
for (let i = 1; i <= CELLS; i++) sums[i] = sums[i - 1]! + (masses[i - 1]! + masses[i]!) / 2;
const partition = sums[CELLS]!;

export const bimodal = {
  energy: (x: tf.Tensor2D): tf.Tensor1D => {
    const well = tf.mul(tf.square(tf.sub(tf.square(x), 1)), 0.5);
    return tf.sum(tf.add(well, tf.mul(x, 0.25)), 1);
  },
  exact: (x: number): number => quartic(x),
  slope: (x: number): number => 2 * x * (x * x - 1) + 0.25,
  /** log ∫ exp(−E). */
  logPartition: Math.log(partition) as number,
  /** The distribution function. */
  cumulative: (x: number): number => {
    const at = Math.min(Math.max((x - FROM) / cell, 0), CELLS - 1);
    const i = Math.floor(at);
    return (sums[i]! + (at - i) * (sums[i + 1]! - sums[i]!)) / partition;
  },
  /** Its inverse. */
  quantile: (p: number): number => {
    let [low, high] = [0, CELLS];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (sums[middle]! <= p * partition) low = middle;
      else high = middle;
    }
    return nodes[low]! + ((p * partition - sums[low]!) / (sums[high]! - sums[low]!)) * cell;
  },
  /** Points of equal probability between them. */
  quantiles: (count: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => bimodal.quantile((i + 0.5) / count)),
};
