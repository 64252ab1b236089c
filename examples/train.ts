// Trains a density of two moons, and writes it to moons.onnx. Prints log p of three points.
import "@tensorflow/tfjs-backend-cpu";
import { writeFileSync } from "node:fs";
import { foldIn, key, normal } from "@ebm/core";
import { ffjordDensities } from "@ebm/datasets";
import { train } from "@ebm/engine";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import { exportDensity } from "@ebm/onnx-export";
import { adam } from "@ebm/optim";
import { fitGaussian, gaussian, snlLoss } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";

const moons = ffjordDensities.moons.sample(key(1), 4000);
const data = Float32Array.from(moons.data);
const q = gaussian(fitGaussian(moons, { scale: 1.5 }));

/** Returns E(x) = f(x) − log q(x). At the start f is 0, and so is log Z. */
type Params = { readonly f: MlpParams; readonly logNormalizer: tf.Tensor };
const energy = (f: MlpParams, x: tf.Tensor2D): tf.Tensor1D =>
  tf.sub(tf.squeeze(mlp(f, x), [1]), q.logProb(x));

const run = train({
  loss({ f, logNormalizer }: Params, { x, noise }: { x: tf.Tensor2D; noise: tf.Tensor2D }) {
    const draws = q.sample(noise);
    return snlLoss({
      dataEnergy: energy(f, x),
      sampleEnergy: energy(f, draws),
      sampleLogProb: q.logProb(draws),
      logNormalizer: logNormalizer as tf.Scalar,
    });
  },
  params: {
    f: initMlp({ key: key(2), sizes: [2, 64, 64, 1], zeroLast: true }),
    logNormalizer: tf.scalar(0),
  },
  optimizer: adam({ learningRate: 3e-3 }),
  batches: (step) => {
    const start = (250 * step) % 4000;
    return {
      x: { data: data.slice(2 * start, 2 * (start + 250)), shape: [250, 2] },
      noise: { data: normal(foldIn(key(3), step), 1000 * q.noiseDim), shape: [1000, q.noiseDim] },
    };
  },
  steps: 500,
});
let last = 0;
for await (const { loss } of run) last = loss;
console.error(`loss ${last.toFixed(2)}`);

const { f, logNormalizer } = run.params();
const logZ = logNormalizer.dataSync()[0]!;
const { "log-prob.onnx": file } = exportDensity(
  {
    dim: 2,
    energy: ({ x }) => energy(f, x),
    logPartition: { value: logZ, normalizer: "learned" },
  },
  { method: "snl", structure: "ℝ²", dataset: "moons", license: "MIT" },
);
writeFileSync("moons.onnx", file!);

const x = tf.tensor2d([
  [-1, 1.8],
  [1, -1.2],
  [3, 2],
]);
console.log(JSON.stringify([...tf.sub(-logZ, energy(f, x)).dataSync()]));
