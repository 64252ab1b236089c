import {
  foldIn,
  key,
  leaves,
  mapTree,
  type NeighborEnergy,
  uniform,
  valueAndGrad,
  withLeaves,
} from "@ebm/core";
import { compile } from "@ebm/engine";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import {
  denseEnergy,
  type Estimator,
  hyvarinen,
  type NeighborSamplerName,
  neighborSamplers,
  ratioMatchingLoss,
  sampledRatioMatchingLoss,
  squaredRatio,
} from "@ebm/rmwggis";
import * as tf from "@tensorflow/tfjs-core";
import type { CellContext, Metrics } from "../../studies/study.js";

/** An estimator of the loss, on a network at its initialization times a scale. */
export type GradientErrorCell = {
  readonly seed: number;
  readonly objective: "Eq. 4" | "Hyvärinen";
  readonly scale: number;
  readonly sampler: NeighborSamplerName;
  readonly guidance: number;
  readonly estimator: Estimator;
  readonly neighbors: number;
  readonly draws: number;
};

const [DIM, BATCH, HIDDEN] = [16, 8, 24] as const;

/** The errors of an estimate and its gradient, relative to the loss with all neighbors. */
export async function runGradientErrorCell(
  cell: GradientErrorCell,
  { signal }: CellContext,
): Promise<Metrics> {
  const start = initMlp({
    key: foldIn(key(cell.seed), 1),
    sizes: [DIM, HIDDEN, HIDDEN, 1],
    activation: "swish",
  });
  const params = mapTree(start, (w) => tf.mul(w, cell.scale)) as MlpParams;
  const bits = uniform(foldIn(key(cell.seed), 2), BATCH * DIM).map(Math.round);
  const x = { data: bits, shape: [BATCH, DIM] };
  const objective = cell.objective === "Eq. 4" ? squaredRatio() : hyvarinen();
  const sampler = neighborSamplers[cell.sampler](cell.neighbors);
  const { guidance, estimator } = cell;

  const full = gradientOf(params, (energy, x) => ratioMatchingLoss(energy, { x }, { objective }));
  const sampled = gradientOf(params, (energy, x, uniforms) =>
    sampledRatioMatchingLoss(energy, { x, uniforms }, { objective, sampler, guidance, estimator }),
  );
  const columns = sampler.noiseDim(DIM);
  const uniformsOf = (draw: number) => ({
    data: uniform(foldIn(foldIn(key(cell.seed), 3), draw), BATCH * columns),
    shape: [BATCH, columns],
  });
  const exact = await full({ x, uniforms: uniformsOf(0) });
  const [value, gradient] = [exact.value.data[0]!, Float64Array.from(exact.grad.data)];
  const norm = Math.hypot(...gradient);
  const mean = new Float64Array(gradient.length);
  let [first, second, square] = [0, 0, 0];
  for (let draw = 0; draw < cell.draws; draw++) {
    const found = await sampled({ x, uniforms: uniformsOf(draw) });
    const off = found.value.data[0]! / value - 1;
    first += off / cell.draws;
    second += off ** 2 / cell.draws;
    for (const [i, entry] of found.grad.data.entries()) {
      const error = (entry - gradient[i]!) / norm;
      mean[i] = mean[i]! + error / cell.draws;
      square += error ** 2 / cell.draws;
    }
    signal.throwIfAborted();
  }
  await Promise.all([full.dispose(), sampled.dispose()]);
  const bias = Math.hypot(...mean);
  return {
    valueBias: 100 * first,
    valueDeviation: 100 * Math.sqrt(Math.max(0, second - first ** 2)),
    gradientBias: bias,
    gradientBiasNoise: Math.sqrt(Math.max(0, square - bias ** 2) / cell.draws),
    gradientRmse: Math.sqrt(square),
  };
}

type Loss = (energy: NeighborEnergy, x: tf.Tensor2D, uniforms: tf.Tensor2D) => tf.Scalar;

function gradientOf(params: MlpParams, loss: Loss) {
  const energyOf = (weights: MlpParams): NeighborEnergy =>
    denseEnergy((x) => tf.squeeze(mlp(weights, x, { activation: "swish" }), [1]));
  return compile(({ x, uniforms }: { x: tf.Tensor2D; uniforms: tf.Tensor2D }) => {
    const { value, grad } = valueAndGrad((flat: tf.Tensor[]) =>
      loss(energyOf(withLeaves(params, flat)), x, uniforms),
    )(leaves(params));
    return { value, grad: tf.concat(grad.map((g) => tf.reshape(g, [-1]))) };
  });
}
