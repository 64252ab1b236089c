import { foldIn, key, layoutOf, leaves, normal, scan, split, uniform } from "@ebm/core";
import { type Training, train } from "@ebm/engine";
import { exportDensity } from "@ebm/onnx-export";
import { adam, cosineDecay } from "@ebm/optim";
import { type HmcNoise, mala } from "@ebm/samplers";
import { logNormalizerEstimate } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { planeBatches } from "./plane-batches.js";
import type { DensityMethod, PlaneConfig } from "./plane-config.js";
import { initPlaneParams, type PlaneParams, planeEnergy } from "./plane-energy.js";
import { planeGrid, quadrature } from "./plane-landscape.js";
import { type PlaneModel, planeLoss } from "./plane-loss.js";
import { planeProposal } from "./plane-proposal.js";
import type { DensityRun, Landscape, PlaneRunInputs } from "./plane-run.js";

/** Number of samples for the first estimate of log Z. */
const FIRST = 1024;
/** Number of chains, and of their steps at a time. */
const [CHAINS, WALK] = [256, 8];
/** Number of samples for a check of log Z. */
const CHECK = 8192;
/** The step size of the chains, as a variance. */
const STEP_SIZE = 0.01;

/** Prepares the training of a density of points. The caller disposes `training`. */
export function densityRun(
  config: PlaneConfig & { readonly method: DensityMethod },
  { points, extent, threads = 1, runtime }: PlaneRunInputs,
): DensityRun & { readonly training: Training<PlaneParams> } {
  const [forProposal, forParams, order, noise, forFirst, forWalk] = split(key(config.seed), 6);
  const forCheck = foldIn(forFirst, 1);
  const proposal = planeProposal(config.proposal, { points, key: forProposal, extent });
  const model = { energy: planeEnergy(forParams, { config, proposal }), proposal };
  const size = { batch: Math.min(config.batch, points.shape[0]), samples: config.samples };
  const method = planeLoss(config.method, model, size);
  const params = initPlaneParams(forParams, config);
  const starts = proposalPoints(model, normal(forFirst, FIRST * proposal.noiseDim));
  const logNormalizer = tf.scalar(firstEstimate(params, model, starts));
  const training = train({
    loss: method.loss,
    params: { ...params, logNormalizer },
    optimizer: adam({
      learningRate: cosineDecay({ from: config.learningRate, steps: config.steps }),
    }),
    batches: planeBatches({
      points,
      batch: size.batch,
      noise: method.noise,
      keys: { order, noise },
    }),
    steps: config.steps,
    threads,
    ...(runtime && { runtime }),
  });
  const read = training.compile((p, { x }: { x: tf.Tensor2D }) => ({
    energies: model.energy(p, x),
    learned: p.logNormalizer,
  }));
  const chains = training.compile((p, { x, normals, uniforms }: WalkInputs) => {
    const chain = mala((x) => model.energy(p, x), { stepSize: STEP_SIZE });
    return scan(chain.step, chain.start(x), { normals, uniforms }).x;
  });
  const weigh = training.compile((p, { normals }: { normals: tf.Tensor2D }) => {
    const y = proposal.sample(normals);
    return tf.neg(tf.add(model.energy(p, y), proposal.logProb(y)));
  });
  const grid = planeGrid(extent);
  const walkers = { data: starts.slice(0, 2 * CHAINS), shape: [CHAINS, 2] };
  const normals = { data: new Float32Array(WALK * CHAINS * 2), shape: [WALK, CHAINS, 2] };
  const uniforms = { data: new Float32Array(WALK * CHAINS), shape: [WALK, CHAINS] };
  let walks = 0;

  const landscape = async (): Promise<Landscape> => {
    const { energies, learned } = await read({ x: grid });
    return {
      energies: energies.data.slice(),
      exact: quadrature(energies.data, extent),
      learned: method.learnsLogPartition ? learned.data[0]! : null,
    };
  };

  return {
    training,
    parameters: layoutOf(params).size + 1,
    landscape,
    async check() {
      const data = normal(forCheck, CHECK * proposal.noiseDim);
      const { output } = await weigh({ normals: { data, shape: [CHECK, proposal.noiseDim] } });
      return logNormalizerEstimate([output.data]);
    },
    async toOnnx() {
      const { exact } = await landscape();
      const trained = training.params();
      const files = exportDensity(
        {
          dim: 2,
          energy: ({ x }) => model.energy(trained, x),
          logPartition: { value: exact, normalizer: "exact" },
        },
        { method: config.method, structure: "ℝ²", dataset: config.data },
      );
      tf.dispose(leaves(trained));
      return files["log-prob.onnx"]!;
    },
    async walk() {
      const [first, second] = split(foldIn(forWalk, walks++), 2);
      normal(first, normals.data);
      uniform(second, uniforms.data);
      const { output } = await chains({ x: walkers, normals, uniforms });
      walkers.data.set(output.data);
      return walkers.data.slice();
    },
  };
}

type WalkInputs = { readonly x: tf.Tensor2D } & HmcNoise;

function proposalPoints({ proposal }: PlaneModel, normals: Float32Array): Float32Array {
  return tf.tidy(() => {
    const noise = tf.tensor2d(normals, [FIRST, proposal.noiseDim]);
    return Float32Array.from(proposal.sample(noise).dataSync());
  });
}

function firstEstimate(
  params: PlaneParams,
  { energy, proposal }: PlaneModel,
  points: Float32Array,
): number {
  return tf.tidy(() => {
    const y = tf.tensor2d(points, [FIRST, 2]);
    const logWeights = tf.neg(tf.add(energy(params, y), proposal.logProb(y)));
    return logNormalizerEstimate([logWeights.dataSync()]).logNormalizer;
  });
}
