import { foldIn, type Key, key, permutation, split } from "@ebm/core";
import { type Couplings, isingLattice, type Matrix, sampleIsing, takeRows } from "@ebm/datasets";
import type { Training } from "@ebm/engine";
import { edgeRecovery, rootMeanSquaredError } from "@ebm/metrics";
import { type IsingParams, isingEnergy } from "@ebm/nn";
import { adam, cosineDecay } from "@ebm/optim";
import { bitFlips, fitTemperature } from "@ebm/rmwggis";
import * as tf from "@tensorflow/tfjs-core";
import type { CellContext, Metrics } from "../study.js";
import { fitDivergence } from "./fit-divergence.js";
import { fitEnergy } from "./fit-energy.js";
import { type RatioMatchingMethodName, ratioMatchingMethod } from "./ratio-matching-method.js";

/** Couplings of a lattice, learned from draws of it. */
export type IsingCell = {
  readonly seed: number;
  readonly side: number;
  readonly strength: number;
  readonly samples: number;
  readonly method: RatioMatchingMethodName | keyof typeof DIVERGENCES;
  readonly neighbors: number;
  readonly batchSize: number;
  readonly steps: number;
  readonly learningRate: number;
};

const DIVERGENCES = {
  "CD-1, Gibbs": { persistent: false, chain: "Gibbs" },
  "PCD, Gibbs": { persistent: true, chain: "Gibbs" },
  "PCD, Gibbs with gradients": { persistent: true, chain: "Gibbs with gradients" },
} as const;

/** What learns another distribution than that of the data: about its power ¼. */
const EQ4: readonly IsingCell["method"][] = ["ratio matching", "RMwGGIS (advanced)"];

/** Learns J from zero, and compares it with the J that was drawn from. */
export async function runIsingCell(cell: IsingCell, { signal }: CellContext): Promise<Metrics> {
  const { side, strength, method, steps } = cell;
  const actual = isingLattice({ side, strength });
  const [forDraws, order, noise] = split(key(cell.seed), 3) as [Key, Key, Key];
  const x = sampleIsing(forDraws, { couplings: actual, count: cell.samples });
  const spins = side * side;
  const start: IsingParams = { couplings: tf.zeros([spins, spins]), biases: tf.zeros([spins]) };
  const inputs = {
    params: start,
    optimizer: adam({ learningRate: cosineDecay({ from: cell.learningRate, steps }) }),
    rows: (step: number) => minibatch(x, { order, step, size: cell.batchSize }),
    key: noise,
    steps,
    signal,
  };
  const begin = performance.now();
  const run =
    method in DIVERGENCES
      ? await fitDivergence({ ...inputs, ...DIVERGENCES[method as keyof typeof DIVERGENCES] })
      : await fitEnergy({
          ...inputs,
          method: ratioMatchingMethod(method as RatioMatchingMethodName, cell),
          energy: isingEnergy,
        });
  const trainingSeconds = (performance.now() - begin) / 1000;
  const { couplings } = run.params();
  const scale = EQ4.includes(method) ? await temperatureOf(run, x) : 1;
  const learned = symmetric(couplings.dataSync(), { spins, scale });
  await run.dispose();
  return { ...judged({ learned, actual }), scale, trainingSeconds };
}

/** The factor of J of the highest pseudo-likelihood, on some of the rows. */
async function temperatureOf(run: Training<IsingParams>, x: Matrix): Promise<number> {
  const ratiosOf = run.compile<{ x: tf.Tensor2D }>((params, { x }) => ({
    ratios: isingEnergy(params).logRatios(x, bitFlips().all(x)),
  }));
  const rows = takeRows(
    x,
    Uint32Array.from({ length: Math.min(500, x.shape[0]) }, (_, i) => i),
  );
  return fitTemperature((await ratiosOf({ x: rows })).ratios!.data);
}

/** All rows if there are no more, else some of an order that is new in each epoch. */
function minibatch(
  x: Matrix,
  { order, step, size }: { readonly order: Key; readonly step: number; readonly size: number },
): Matrix {
  const [count] = x.shape;
  if (size >= count) return x;
  const perEpoch = Math.floor(count / size);
  const indices = permutation(foldIn(order, Math.floor(step / perEpoch)), count);
  const from = (step % perEpoch) * size;
  return takeRows(x, indices.subarray(from, from + size));
}

function symmetric(
  data: ArrayLike<number>,
  { spins, scale }: { readonly spins: number; readonly scale: number },
): Couplings {
  const learned = new Float64Array(spins * spins);
  for (let i = 0; i < spins; i++) {
    for (let j = 0; j < spins; j++) {
      if (i === j) continue;
      learned[i * spins + j] = (scale * (data[i * spins + j]! + data[j * spins + i]!)) / 2;
    }
  }
  return { data: learned, shape: [spins, spins] };
}

function judged(of: { readonly learned: Couplings; readonly actual: Couplings }): Metrics {
  const { learned, actual } = of;
  const rmse = rootMeanSquaredError({ predicted: learned.data, actual: actual.data });
  const edges = [...actual.data.keys()].filter((i) => actual.data[i] !== 0);
  const sum = edges.reduce((sum, i) => sum + learned.data[i]!, 0);
  return { rmse, ...edgeRecovery(of), meanOfEdges: sum / edges.length };
}
