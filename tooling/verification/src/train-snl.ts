import { foldIn, key, normal } from "@ebm/core";
import { ffjordDensities } from "@ebm/datasets";
import { train } from "@ebm/engine";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import { adam } from "@ebm/optim";
import { langevin } from "@ebm/samplers";
import { fitGaussian, gaussian, snlLoss } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import type { TrainedDensity } from "./trained-density.js";

type Params = { readonly f: MlpParams; readonly logNormalizer: tf.Tensor };

const [ROWS, DRAWS] = [250, 1000];

/** Trains a density of two moons by SNL. Its log-partition is the learned b. */
export async function trainSnl(): Promise<TrainedDensity<Params>> {
  const moons = ffjordDensities.moons.sample(key(1), 4000);
  const data = Float32Array.from(moons.data);
  const q = gaussian(fitGaussian(moons, { scale: 1.5 }));
  const energy = (f: MlpParams, x: tf.Tensor2D): tf.Tensor1D =>
    tf.sub(tf.squeeze(mlp(f, x, { activation: "softplus" }), [1]), q.logProb(x));
  const loss = ({ f, logNormalizer }: Params, { x, noise }: Record<string, tf.Tensor>) => {
    const draws = q.sample(noise as tf.Tensor2D);
    return snlLoss({
      dataEnergy: energy(f, x as tf.Tensor2D),
      sampleEnergy: energy(f, draws),
      sampleLogProb: q.logProb(draws),
      logNormalizer: logNormalizer as tf.Scalar,
    });
  };
  const sizes = [2, 64, 64, 1];
  const run = train({
    loss,
    params: {
      f: initMlp({ key: key(2), sizes, zeroLast: true, activation: "softplus" }),
      logNormalizer: tf.scalar(0),
    },
    optimizer: adam({ learningRate: 3e-3 }),
    batches: (step) => {
      const start = (ROWS * step) % 4000;
      return {
        x: { data: data.slice(2 * start, 2 * (start + ROWS)), shape: [ROWS, 2] },
        noise: {
          data: normal(foldIn(key(3), step), DRAWS * q.noiseDim),
          shape: [DRAWS, q.noiseDim],
        },
      };
    },
    steps: 400,
  });
  for await (const _ of run);
  const params = run.params();
  await run.dispose();

  const { f, logNormalizer } = params;
  const density = {
    dim: 2,
    energy: ({ x }: { readonly x: tf.Tensor2D }) => energy(f, x),
    logPartition: { value: logNormalizer.dataSync()[0]!, normalizer: "learned" as const },
  };
  return {
    card: { method: "snl", structure: "ℝ²", dataset: "moons" },
    density,
    points: (own, count) => {
      const points = ffjordDensities.moons.sample(own, count);
      return { data: Float32Array.from(points.data), shape: [count, 2] };
    },
    sampler: {
      chain: () => langevin((x) => energy(f, x), { stepSize: 0.01 }) as never,
      shape: ["batch", 2],
      noise: ["batch", 2],
      draw: normal,
    },
    training: { params, loss, noise: [DRAWS, q.noiseDim], draw: normal },
  };
}
