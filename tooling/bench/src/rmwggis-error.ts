import "@tensorflow/tfjs-backend-cpu";
import { foldIn, key, leaves, mapTree, uniform, valueAndGrad, withLeaves } from "@ebm/core";
import { compile, type Feeds, train } from "@ebm/engine";
import { initMlpEnergy, type MlpEnergyParams, mlpEnergy } from "@ebm/nn";
import { adam } from "@ebm/optim";
import {
  type Estimator,
  hyvarinen,
  type NeighborSamplerName,
  neighborSamplers,
  ratioMatchingLoss,
  type SampledRatioMatchingOptions,
  sampledRatioMatchingLoss,
  squaredRatio,
} from "@ebm/rmwggis";
import * as tf from "@tensorflow/tfjs-core";

// Measures errors of gradients of the sampled loss, relative to the full loss. Arguments: number of
// samples, number of bits.

const [DRAWS, DIM] = [Number(process.argv[2] ?? 1000), Number(process.argv[3] ?? 16)];
const [BATCH, HIDDEN, SAMPLES] = DIM < 64 ? [8, 24, 5] : [8, 64, 10];

type Contender = readonly [NeighborSamplerName, Estimator, guidance: number];

const contenders: readonly Contender[] = [
  ["with replacement", "weighted", 0],
  ["systematic", "weighted", 0],
  ["systematic", "corrected", 0],
  ["with replacement", "weighted", 1],
  ["with replacement", "attached", 1],
  ["with replacement", "corrected", 1],
  ["stratified", "corrected", 1],
  ["without replacement", "corrected", 1],
  ["systematic", "weighted", 1],
  ["systematic", "corrected", 1],
  ["with replacement", "weighted", 0.5],
  ["with replacement", "corrected", 0.5],
  ["without replacement", "corrected", 0.5],
  ["systematic", "weighted", 0.5],
  ["systematic", "corrected", 0.5],
  ["without replacement", "unweighted", 1],
];

tf.enableProdMode();
await tf.setBackend("cpu");

/** Generates noisy copies of six patterns. */
function rows(count: number, step: number): Float32Array {
  const patterns = uniform(key(2), 6 * DIM).map(Math.round);
  const which = uniform(foldIn(key(3), step), count);
  return uniform(foldIn(key(4), step), count * DIM).map((noise, index) => {
    const pattern = Math.floor(which[Math.floor(index / DIM)]! * 6);
    const bit = patterns[pattern * DIM + (index % DIM)]!;
    return noise < 0.1 ? 1 - bit : bit;
  });
}

const start = initMlpEnergy({ key: key(1), sizes: [DIM, HIDDEN, HIDDEN] });
const run = train({
  loss: (params: MlpEnergyParams, { x }: { x: tf.Tensor2D }) =>
    ratioMatchingLoss(mlpEnergy(params), { x }),
  params: start,
  optimizer: adam({ learningRate: 3e-3 }),
  batches: (step): Feeds => ({ x: { data: rows(64, step), shape: [64, DIM] } }),
  steps: 3000,
});
for await (const _ of run);
const networks = {
  start,
  rough: mapTree(start, (leaf) => tf.mul(leaf, 5)),
  trained: run.params(),
};

const x = { data: rows(BATCH, 1e6), shape: [BATCH, DIM] };

type Loss = (params: MlpEnergyParams, x: tf.Tensor2D, uniforms: tf.Tensor2D) => tf.Scalar;
const gradientOf = (params: MlpEnergyParams, loss: Loss) =>
  compile(({ x, uniforms }: { x: tf.Tensor2D; uniforms: tf.Tensor2D }) => {
    const { value, grad } = valueAndGrad((flat: tf.Tensor[]) =>
      loss(withLeaves(params, flat), x, uniforms),
    )(leaves(params));
    return { value, grad: tf.concat(grad.map((leaf) => tf.reshape(leaf, [-1]))) };
  });

interface Errors {
  readonly bias: number;
  readonly rms: number;
  readonly valueBias: number;
}

async function measure(
  name: keyof typeof networks,
  options: SampledRatioMatchingOptions,
): Promise<Errors> {
  const noiseDim = options.sampler!.noiseDim(DIM);
  const uniforms = { data: new Float32Array(BATCH * noiseDim), shape: [BATCH, noiseDim] };
  const exact = await gradientOf(networks[name], (params, x) =>
    ratioMatchingLoss(mlpEnergy(params), { x }, options),
  )({ x, uniforms });
  const [value, gradient] = [exact.value.data[0]!, Float64Array.from(exact.grad.data)];
  const norm = Math.hypot(...gradient);
  const sampled = gradientOf(networks[name], (params, x, uniforms) =>
    sampledRatioMatchingLoss(mlpEnergy(params), { x, uniforms }, options),
  );

  const mean = new Float64Array(gradient.length);
  let [square, valueBias] = [0, 0];
  for (let draw = 0; draw < DRAWS; draw++) {
    uniform(foldIn(key(5), draw), uniforms.data);
    const found = await sampled({ x, uniforms });
    valueBias += (found.value.data[0]! / value - 1) / DRAWS;
    for (const [i, g] of gradient.entries()) {
      const error = (found.grad.data[i]! - g) / norm;
      mean[i]! += error / DRAWS;
      square += error ** 2 / DRAWS;
    }
  }
  return { bias: Math.hypot(...mean), rms: Math.sqrt(square), valueBias };
}

const names = Object.keys(networks) as (keyof typeof networks)[];
for (const objective of [hyvarinen(), squaredRatio()]) {
  console.log(
    `\n${objective.name}: gradient RMSE (gradient bias; value bias)\n\n| sampler, estimator | guidance | ${names.join(" | ")} |`,
  );
  console.log(`|---|---|${names.map(() => "---|").join("")}`);
  for (const [name, estimator, guidance] of contenders) {
    const options = { objective, sampler: neighborSamplers[name](SAMPLES), estimator, guidance };
    const cells = [];
    for (const network of names) {
      const { bias, rms, valueBias } = await measure(network, options);
      cells.push(`${rms.toFixed(2)} (${bias.toFixed(2)}; ${(100 * valueBias).toFixed(0)} %)`);
    }
    console.log(`| ${name}, ${estimator} | ${guidance} | ${cells.join(" | ")} |`);
  }
}
