import { foldIn, key, uniform } from "@ebm/core";
import { isingLattice, sampleIsing } from "@ebm/datasets";
import { train } from "@ebm/engine";
import { initMlpEnergy, type MlpEnergyParams, mlpEnergy } from "@ebm/nn";
import { adam } from "@ebm/optim";
import { sampledRatioMatchingLoss, systematic } from "@ebm/rmwggis";
import { gibbsWithGradients } from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";
import type { TrainedDensity } from "./trained-density.js";

const [SIDE, ROWS, COUNT] = [3, 100, 2000];
const DIM = SIDE * SIDE;

/**
 * Trains on bits of an Ising lattice by guided ratio matching. log Z is a sum over all 2⁹ states.
 */
export async function trainRmwggis(): Promise<TrainedDensity<MlpEnergyParams>> {
  const couplings = isingLattice({ side: SIDE, strength: 0.1 });
  const { data } = sampleIsing(key(1), { couplings, count: COUNT });
  const sampler = systematic(4);
  const noiseDim = sampler.noiseDim(DIM);
  const loss = (params: MlpEnergyParams, { x, noise }: Record<string, tf.Tensor>): tf.Scalar =>
    sampledRatioMatchingLoss(
      mlpEnergy(params),
      { x: x as tf.Tensor2D, uniforms: noise as tf.Tensor2D },
      { sampler },
    );
  const run = train({
    loss,
    params: initMlpEnergy({ key: key(2), sizes: [DIM, 64, 64] }),
    optimizer: adam({ learningRate: 1e-3 }),
    batches: (step) => {
      const start = (ROWS * step) % COUNT;
      return {
        x: { data: data.slice(DIM * start, DIM * (start + ROWS)), shape: [ROWS, DIM] },
        noise: { data: uniform(foldIn(key(3), step), ROWS * noiseDim), shape: [ROWS, noiseDim] },
      };
    },
    steps: 400,
  });
  for await (const _ of run);
  const params = run.params();
  await run.dispose();

  const { energy } = mlpEnergy(params);
  const states = Array.from({ length: 2 ** DIM }, (_, bits) =>
    Array.from({ length: DIM }, (_, i) => (bits >> i) & 1),
  );
  const value = tf.tidy(() => tf.logSumExp(tf.neg(energy(tf.tensor2d(states)))).dataSync()[0]!);
  return {
    card: { method: "rmwggis", structure: `hypercube(${DIM})`, dataset: "ising, 3 × 3" },
    density: {
      dim: DIM,
      energy: ({ x }) => energy(x),
      logPartition: { value, normalizer: "exact" },
    },
    points: (own, count) => {
      return { data: uniform(own, count * DIM).map(Math.round), shape: [count, DIM] };
    },
    sampler: {
      chain: () => gibbsWithGradients(energy) as never,
      shape: ["batch", DIM],
      noise: ["batch", 2],
      draw: uniform,
    },
    training: { params, loss, noise: ["batch", noiseDim], draw: uniform },
  };
}
