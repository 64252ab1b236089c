import { foldIn, type Key, key, layoutOf, split, uniform } from "@ebm/core";
import { train } from "@ebm/engine";
import { jointPartitionLoss } from "@ebm/joint-partition";
import { initMlp, logPartitionNetwork, type MlpParams } from "@ebm/nn";
import { adam, cosineDecay } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { orderedRows } from "./ordered-rows.js";
import type { PlaneConfig } from "./plane-config.js";
import { initPlaneParams, type PlaneParams, planeNetwork } from "./plane-energy.js";
import { planeGrid, stateSum } from "./plane-landscape.js";
import type { Landscape, PlaneRun, PlaneRunInputs } from "./plane-run.js";

/** Number of values that y has, and of places x of a picture. */
const VALUES = 64;
const CHAINS = 256;
const activation = "swish";

type Params = {
  readonly energy: Omit<PlaneParams, "logNormalizer">;
  readonly logPartition: MlpParams;
};
type Batch = {
  /** The place and the value of each point. Shape [batch, 2]. */
  readonly points: tf.Tensor2D;
  /** Shape [batch, samples]. */
  readonly uniforms: tf.Tensor2D;
};

/**
 * Prepares the training of p(y|x) by joint-partition: y is the height of a point as one of 64 values, and
 * x its place. A second network learns log Z(x) = log mean exp(−E(x, y)) for all x at once.
 */
export function conditionalRun(
  config: PlaneConfig,
  { points, extent, threads = 1 }: PlaneRunInputs,
): PlaneRun {
  const [forParams, forPartition, order, noise, forSamples] = split(key(config.seed), 5);
  const energyOf = planeNetwork(forParams, config);
  const { logNormalizer: _, ...energy } = initPlaneParams(forParams, {
    ...config,
    base: "proposal",
  });
  const hidden = [config.width, config.width];
  const params: Params = {
    energy,
    logPartition: initMlp({
      key: forPartition,
      sizes: [1, ...hidden, 1],
      activation,
      zeroLast: true,
    }),
  };
  const rows = inCells(points.data, extent);
  const batch = Math.min(config.batch, points.shape[0]);
  const samples = Math.max(2, Math.round(config.samples / 64));
  const next = orderedRows({ data: rows, shape: points.shape }, { batch, key: order });
  const uniforms = { data: new Float32Array(batch * samples), shape: [batch, samples] };
  const training = train<Params, Batch>({
    loss: lossOf(energyOf, extent),
    params,
    optimizer: adam({
      learningRate: cosineDecay({ from: config.learningRate, steps: config.steps }),
    }),
    batches(step) {
      uniform(foldIn(noise, step), uniforms.data);
      return { points: next(step), uniforms };
    },
    steps: config.steps,
    threads,
  });
  const grid = planeGrid(extent, VALUES);
  const places = {
    data: Float32Array.from({ length: VALUES }, (_, i) => grid.data[2 * i]!),
    shape: [VALUES, 1],
  };
  const read = training.compile((p, inputs: { x: tf.Tensor2D; places: tf.Tensor2D }) => ({
    energies: energyOf(p.energy, inputs.x),
    learned: logPartitionNetwork(p.logPartition, inputs.places, { activation }),
  }));
  let shown: Landscape | undefined;
  let walks = 0;

  const landscape = async (): Promise<Landscape> => {
    const { energies, learned } = await read({ x: grid, places });
    shown = normalized(energies.data, learned.data);
    return { ...shown, energies: shown.energies.slice() };
  };
  return {
    training,
    parameters: layoutOf(params).size,
    landscape,
    async walk() {
      const { energies } = shown ?? (await landscape());
      return sampled(energies, { points: points.data, extent, key: foldIn(forSamples, walks++) });
    },
  };
}

function lossOf(
  energyOf: ReturnType<typeof planeNetwork>,
  extent: number,
): (params: Params, batch: Batch) => tf.Scalar {
  return ({ energy, logPartition }, { points, uniforms }) => {
    const [batch, samples] = uniforms.shape;
    const x: tf.Tensor2D = tf.slice(points, [0, 0], [batch, 1]);
    const cells = tf.add(tf.floor(tf.mul(uniforms, VALUES)), 0.5);
    const values = tf.sub(tf.mul(cells, (2 * extent) / VALUES), extent);
    const pairs = tf.stack([tf.add(tf.zerosLike(values), x), values], 2);
    const sampleEnergy = energyOf(energy, tf.reshape(pairs, [batch * samples, 2]));
    return jointPartitionLoss({
      dataEnergy: energyOf(energy, points),
      sampleEnergy: tf.reshape(sampleEnergy, [batch, samples]),
      logPartition: logPartitionNetwork(logPartition, x, { activation }),
    });
  };
}

/** Moves the height of each point to the middle of its cell. */
function inCells(points: ArrayLike<number>, extent: number): Float32Array {
  const middle = (value: number): number => {
    const cell = Math.floor(((value + extent) / (2 * extent)) * VALUES);
    return ((Math.min(VALUES - 1, Math.max(0, cell)) + 0.5) / VALUES) * 2 * extent - extent;
  };
  return Float32Array.from(points, (value, i) => (i % 2 === 0 ? value : middle(value)));
}

/** Turns energies to −log p(y|x), column by column. The log-partitions are means over the places. */
function normalized(energies: Float32Array, learned: Float32Array): Landscape {
  const exact = Float64Array.from({ length: VALUES }, (_, x) => {
    const column = Float32Array.from({ length: VALUES }, (_, y) => energies[y * VALUES + x]!);
    return stateSum(column) - Math.log(VALUES);
  });
  const mean = (list: ArrayLike<number>): number =>
    Array.from(list).reduce((a, b) => a + b) / VALUES;
  return {
    energies: energies.map((energy, i) => energy + exact[i % VALUES]! + Math.log(VALUES)),
    exact: mean(exact),
    learned: mean(learned),
  };
}

interface SampledInputs {
  readonly points: ArrayLike<number>;
  readonly extent: number;
  readonly key: Key;
}

/** Samples a value at the places of some points, exactly. */
function sampled(energies: Float32Array, { points, extent, key }: SampledInputs): Float32Array {
  const u = uniform(key, 3 * CHAINS);
  const result = new Float32Array(2 * CHAINS);
  for (let i = 0; i < CHAINS; i++) {
    const x = points[2 * Math.floor((u[3 * i]! * points.length) / 2)]!;
    const column = Math.min(
      VALUES - 1,
      Math.max(0, Math.floor(((x + extent) / (2 * extent)) * VALUES)),
    );
    let rest = u[3 * i + 1]!;
    let y = 0;
    while (y < VALUES - 1) {
      rest -= Math.exp(-energies[y * VALUES + column]!);
      if (rest < 0) break;
      y++;
    }
    // rows go from the top
    result[2 * i] = x;
    result[2 * i + 1] = extent - ((y + u[3 * i + 2]!) / VALUES) * 2 * extent;
  }
  return result;
}
