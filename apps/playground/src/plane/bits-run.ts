import { foldIn, key, layoutOf, split, uniform } from "@ebm/core";
import { grayCode } from "@ebm/datasets/planar";
import { train } from "@ebm/engine";
import { initMlpEnergy, type MlpEnergyParams, mlpEnergy } from "@ebm/nn";
import { adam, cosineDecay } from "@ebm/optim";
import { sampledRatioMatchingLoss, systematic } from "@ebm/rmwggis";
import { gibbs } from "@ebm/samplers";
import type * as tf from "@tensorflow/tfjs-core";
import { orderedRows } from "./ordered-rows.js";
import type { PlaneConfig } from "./plane-config.js";
import { planeGrid, stateSum } from "./plane-landscape.js";
import type { PlaneRun, PlaneRunInputs } from "./plane-run.js";

/** Number of bits of a point, and of cells along a side. */
const [BITS, SIDE] = [12, 64];
/** Number of neighbors that a step compares with each row. */
const NEIGHBORS = 4;
const CHAINS = 256;

type Batch = { readonly x: tf.Tensor2D; readonly uniforms: tf.Tensor2D };

/**
 * Prepares the training of an energy of bits by RMwGGIS. A point is 12 bits of Gray's code, which is a
 * cell of 64 × 64, so log Z is a sum over 4096 states.
 */
export function bitsRun(
  config: PlaneConfig,
  { points, extent, threads = 1 }: PlaneRunInputs,
): PlaneRun {
  const [forParams, order, noise, forChains] = split(key(config.seed), 4);
  const code = grayCode({ dim: BITS, bound: extent });
  const rows = code.encode(points);
  const batch = Math.min(config.batch, rows.shape[0]);
  const sampler = systematic(NEIGHBORS);
  const width = sampler.noiseDim(BITS);
  const hidden = new Array<number>(config.layers).fill(config.width);
  const params = initMlpEnergy({ key: forParams, sizes: [BITS, ...hidden] });
  const next = orderedRows(rows, { batch, key: order });
  const uniforms = { data: new Float32Array(batch * width), shape: [batch, width] };
  const training = train<MlpEnergyParams, Batch>({
    loss: (p, inputs) => sampledRatioMatchingLoss(mlpEnergy(p), inputs, { sampler }),
    params,
    optimizer: adam({
      learningRate: cosineDecay({ from: config.learningRate, steps: config.steps }),
      clipNorm: 1,
    }),
    batches(step) {
      uniform(foldIn(noise, step), uniforms.data);
      return { x: next(step), uniforms };
    },
    steps: config.steps,
    threads,
  });
  const read = training.compile((p, { x }: { x: tf.Tensor2D }) => mlpEnergy(p).energy(x));
  const sweep = training.compile((p, inputs: Batch) => {
    const chain = gibbs(mlpEnergy(p).energy);
    return chain.step(chain.start(inputs.x), inputs.uniforms).x;
  });
  const { data, shape } = planeGrid(extent, SIDE);
  const cells = code.encode({ data, shape: [shape[0]!, 2] });
  const chains = {
    data: Float32Array.from(uniform(forChains, CHAINS * BITS), Math.round),
    shape: [CHAINS, BITS] as const,
  };
  const draws = { data: new Float32Array(CHAINS * BITS), shape: [CHAINS, BITS] };
  let walks = 0;

  return {
    training,
    parameters: layoutOf(params).size,
    async landscape() {
      const energies = (await read({ x: cells })).output.data.slice();
      return { energies, exact: stateSum(energies), learned: null };
    },
    async walk() {
      const [forSweep, forPlace] = split(foldIn(forChains, walks++), 2);
      uniform(forSweep, draws.data);
      chains.data.set((await sweep({ x: chains, uniforms: draws })).output.data);
      const places = code.decode(chains).data;
      const jitter = uniform(forPlace, places.length);
      const cell = (2 * extent) / SIDE;
      return Float32Array.from(places, (place, i) => place + (jitter[i]! - 0.5) * cell);
    },
  };
}
