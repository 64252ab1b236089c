// Learns a density of a ring, with a model of tf.layers as energy.
import "@tensorflow/tfjs-backend-cpu";
import { foldIn, key, normal, uniform } from "@ebm/core";
import { train } from "@ebm/engine";
import { fromLayers } from "@ebm/onnx-export";
import { adam } from "@ebm/optim";
import { fitGaussian, gaussian, snlLoss } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";

// 2,500 points near a circle of radius 3
const rows = 2500;
const [angles, noise] = [uniform(key(1), rows), normal(key(2), rows)];
const points = Float32Array.from({ length: 2 * rows }, (_, i) => {
  const row = Math.floor(i / 2);
  const [angle, radius] = [2 * Math.PI * angles[row]!, 3 + 0.3 * noise[row]!];
  return radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
});
const [learn, heldOut] = [points.slice(0, 4000), points.slice(4000)];
const q = gaussian(fitGaussian({ data: learn, shape: [2000, 2] }, { scale: 1.5 }));

// Any model of layers that maps points to one number. Its weights are the parameters.
const model = sequential({
  layers: [
    layers.dense({ units: 64, activation: "swish", inputShape: [2] }),
    layers.dense({ units: 64, activation: "swish" }),
    layers.dense({ units: 1, kernelInitializer: "zeros" }),
  ],
});
const { params: weights, apply } = fromLayers(model);

type Params = { readonly weights: readonly tf.Tensor[]; readonly logNormalizer: tf.Tensor };
const energy = (params: readonly tf.Tensor[], x: tf.Tensor2D): tf.Tensor1D =>
  tf.sub(tf.squeeze(apply(params, x), [1]), q.logProb(x));
const run = train({
  params: { weights, logNormalizer: tf.scalar(0) },
  loss({ weights, logNormalizer }: Params, { x, noise }: { x: tf.Tensor2D; noise: tf.Tensor2D }) {
    const samples = q.sample(noise);
    return snlLoss({
      dataEnergy: energy(weights, x),
      sampleEnergy: energy(weights, samples),
      sampleLogProb: q.logProb(samples),
      logNormalizer: logNormalizer as tf.Scalar,
    });
  },
  batches(step) {
    const start = (500 * step) % 4000;
    return {
      x: { data: learn.slice(start, start + 500), shape: [250, 2] },
      noise: { data: normal(foldIn(key(3), step), 1000 * q.noiseDim), shape: [1000, q.noiseDim] },
    };
  },
  optimizer: adam({ learningRate: 3e-3 }),
  steps: 400,
});
for await (const _ of run);

const { weights: learned, logNormalizer } = run.params();
const x = tf.tensor2d(heldOut, [500, 2]);
const alone = tf.neg(tf.mean(q.logProb(x))).dataSync()[0]!;
const loss = tf.add(tf.mean(energy(learned, x)), logNormalizer).dataSync()[0]!;
console.log(`Held-out loss of the Gaussian: ${alone.toFixed(2)} nats`);
console.log(`Held-out loss with the layers as energy: ${loss.toFixed(2)} nats`);
