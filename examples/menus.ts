// Learns menus: at most one dish of each course. Neither this set nor its prior is in any package.
import "@tensorflow/tfjs-backend-cpu";
import { foldIn, key, logSoftmax, uniform } from "@ebm/core";
import { logSumExp, mean } from "@ebm/core/float64";
import { train } from "@ebm/engine";
import { jointPartitionLoss } from "@ebm/joint-partition";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import { adam } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";

// The structure: no dish or one of three, in each of three courses. A menu is 12 bits, 4 a course.
const [courses, dishes, dim] = [3, 4, 12];
const menus = Array.from({ length: dishes ** courses }, (_, i) =>
  Array.from({ length: courses }, (_, course) => Math.floor(i / dishes ** course) % dishes),
);
const bitsOf = (menu: readonly number[]): number[] =>
  menu.flatMap((dish) => Array.from({ length: dishes }, (_, j) => Number(j === dish)));

/** Draws an index by log-probabilities or scores. */
function choose(scores: readonly number[], u: number): number {
  const total = logSumExp(scores);
  let left = u;
  return scores.findIndex((score, j) => {
    left -= Math.exp(score - total);
    return left < 0 || j === scores.length - 1;
  });
}

// 1,500 guests: x is hunger and taste. Guests like dishes of one cuisine: the same number each course.
const rows = 1500;
const u = uniform(key(1), 5 * rows);
const guests = Array.from({ length: rows }, (_, row) => {
  const [hunger, taste, ...noise] = [...u.subarray(5 * row, 5 * row + 5)] as [number, number];
  const menu: number[] = [];
  for (const [course, each] of (noise as number[]).entries()) {
    const scores = [1 - 3 * hunger, taste, 0.5, 1 - taste].map(
      (score, dish) => score + (course > 0 && dish > 0 && dish === menu[course - 1] ? 2 : 0),
    );
    menu.push(choose(scores, each));
  }
  return { x: [hunger, taste], y: bitsOf(menu) };
});
const pack = (values: readonly (readonly number[])[]) => ({
  data: Float32Array.from(values.flat()),
  shape: [values.length, values[0]!.length],
});
const [learn, heldOut] = [guests.slice(0, 1000), guests.slice(1000)];
const batch = (step: number) => learn.slice((100 * step) % 1000, ((100 * step) % 1000) + 100);

// The prior q(y|x): courses that do not depend on one another, by a network. It is fitted first.
type Prior = { readonly q: MlpParams };
const logPriors = (q: MlpParams, x: tf.Tensor2D): tf.Tensor2D =>
  tf.reshape(logSoftmax(tf.reshape(mlp(q, x), [-1, courses, dishes]), 2), [-1, dim]);
const prior = train({
  params: { q: initMlp({ key: key(2), sizes: [2, 16, dim] }) },
  loss: ({ q }: Prior, { x, y }: { x: tf.Tensor2D; y: tf.Tensor2D }) =>
    tf.neg(tf.mean(tf.sum(tf.mul(y, logPriors(q, x)), 1))),
  batches: (step) => ({
    x: pack(batch(step).map(({ x }) => x)),
    y: pack(batch(step).map(({ y }) => y)),
  }),
  optimizer: adam({ learningRate: 1e-2 }),
  steps: 400,
});
for await (const _ of prior);
const { q } = prior.params();
const logPriorOf = (x: readonly (readonly number[])[]): number[][] =>
  logPriors(q, tf.tensor2d(x.map((row) => [...row]))).arraySync();
const sums = (logPrior: readonly number[], y: readonly number[]): number =>
  y.reduce((sum, bit, j) => sum + (bit === 1 ? logPrior[j]! : 0), 0);

/** Draws menus of the prior for each row. Shape [rows, samples, dim]. */
function drawMenus(x: readonly (readonly number[])[], samples: number, step: number) {
  const noise = uniform(foldIn(key(3), step), x.length * samples * courses);
  const data = logPriorOf(x).flatMap((logPrior, row) =>
    Array.from({ length: samples }, (_, sample) =>
      bitsOf(
        Array.from({ length: courses }, (_, course) =>
          choose(
            logPrior.slice(course * dishes, (course + 1) * dishes),
            noise[(row * samples + sample) * courses + course]!,
          ),
        ),
      ),
    ).flat(),
  );
  return { data: Float32Array.from(data), shape: [x.length, samples, dim] };
}

// The model is p(y|x) = q(y|x) exp(−E(x, y) − τ(x)). E and τ are learned together, from samples of q.
type Params = { readonly scores: MlpParams; readonly pairs: tf.Tensor; readonly tau: MlpParams };
type Batch = { readonly x: tf.Tensor2D; readonly y: tf.Tensor3D; readonly samples: tf.Tensor3D };
/** Returns E for each of several y per row. Shape [rows, n]. */
const energy = (
  { scores, pairs }: Omit<Params, "tau">,
  x: tf.Tensor2D,
  y: tf.Tensor3D,
): tf.Tensor2D => {
  const unary = tf.sum(tf.mul(y, tf.expandDims(mlp(scores, x), 1)), 2);
  const flat = tf.reshape(y, [-1, dim]);
  const coupled = tf.sum(tf.mul(flat, tf.matMul(flat, pairs as tf.Tensor2D)), 1);
  return tf.neg(tf.add(unary, tf.reshape(coupled, [y.shape[0], y.shape[1]])));
};
const run = train({
  params: {
    scores: initMlp({ key: key(4), sizes: [2, 16, dim], zeroLast: true }),
    pairs: tf.zeros([dim, dim]),
    tau: initMlp({ key: key(5), sizes: [2, 16, 1], zeroLast: true }),
  },
  loss: ({ tau, ...params }: Params, { x, y, samples }: Batch) =>
    jointPartitionLoss({
      dataEnergy: tf.squeeze(energy(params, x, y), [1]),
      sampleEnergy: energy(params, x, samples),
      logPartition: tf.squeeze(mlp(tau, x), [1]),
    }),
  batches(step) {
    const [x, y] = [batch(step).map(({ x }) => x), pack(batch(step).map(({ y }) => y))];
    return {
      x: pack(x),
      y: { ...y, shape: [y.shape[0]!, 1, dim] },
      samples: drawMenus(x, 32, step),
    };
  },
  optimizer: adam({ learningRate: 1e-2 }),
  steps: 400,
});
for await (const _ of run);

// Losses of held-out guests: by the prior, by the learned τ, and by the sum over all 64 menus.
const { tau, ...params } = run.params();
const x = heldOut.map((guest) => guest.x);
const tensor = tf.tensor2d(x);
const all = tf.tile(tf.tensor3d([menus.map(bitsOf)]), [x.length, 1, 1]);
const [energies, own, taus] = [
  energy(params, tensor, all).arraySync(),
  tf
    .squeeze<tf.Tensor1D>(energy(params, tensor, tf.tensor3d(heldOut.map(({ y }) => [y]))), [1])
    .arraySync(),
  tf.squeeze<tf.Tensor1D>(mlp(tau, tensor), [1]).arraySync(),
];
const losses = logPriorOf(x).map((logPrior, row) => {
  const exact = logSumExp(
    menus.map((menu, i) => sums(logPrior, bitsOf(menu)) - energies[row]![i]!),
  );
  const base = -sums(logPrior, heldOut[row]!.y);
  return { base, learned: base + own[row]! + taus[row]!, exact: base + own[row]! + exact };
});
const shown = (name: "base" | "learned" | "exact"): string =>
  mean(losses.map((loss) => loss[name])).toFixed(3);
console.log(`Held-out loss of the prior: ${shown("base")} nats`);
console.log(`Held-out loss with the energy, by the learned log Z: ${shown("learned")} nats`);
console.log(`Held-out loss with the energy, by the sum over all menus: ${shown("exact")} nats`);
