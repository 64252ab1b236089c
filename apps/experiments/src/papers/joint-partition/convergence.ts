import { type ConditionalProposal, defensive, key, kl, split, stopGradient } from "@ebm/core";
import { trainTestSplit } from "@ebm/datasets";
import type { Training } from "@ebm/engine";
import { exactNll, jointPartitionLoss, productBernoulli } from "@ebm/joint-partition";
import { jointLosses, predict, prepareParts, type StructuredModel } from "@ebm/models";
import { initMlp, logPartitionNetwork, type MlpParams, mlp } from "@ebm/nn";
import { adam } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import type { CellContext, Metrics } from "../../studies/study.js";
import { minibatches } from "../../training/minibatches.js";
import { trainToEnd, type Watch } from "../../training/train-to-end.js";
import { loadCellData } from "./load-cell-data.js";

/** A run whose exact loss is recorded. Each step uses all training rows of a set. */
export type ConvergenceCell = {
  readonly seed: number;
  readonly dataset: string;
  /** The distribution of the samples; "none" for the exact likelihood. */
  readonly draws: "none" | "prior" | "mixture" | "mean field";
  readonly samples: number;
  /** Whether the rows of a step share their samples. */
  readonly shared: boolean;
  readonly steps: number;
  readonly every: number;
  readonly learningRate: number;
  readonly logPartitionHidden: readonly number[];
};

type Params = { readonly scores: MlpParams; readonly logPartition: MlpParams };
type Batch = { readonly x: tf.Tensor2D; readonly y: tf.Tensor2D; readonly uniforms: tf.Tensor3D };

/** The fraction of the mixture's samples from the prior, which bounds the weights by 1/ε. */
const SHARE = 0.1;

/** Trains one curve of the figure, and evaluates it at regular steps. */
export async function runConvergenceCell(
  cell: ConvergenceCell,
  context: CellContext,
): Promise<Metrics> {
  const { data, experiment } = await loadCellData(
    { task: "multilabel", dataset: cell.dataset, model: "unary" },
    context.fetch,
  );
  const [forTest, first, order, noise] = split(key(cell.seed), 4);
  const parts = trainTestSplit(data.x.shape[0], { testFraction: 0.2, key: forTest });
  const { train: rows, test } = prepareParts(data, {
    model: experiment,
    parts: { train: parts.train, test: parts.test },
  });
  const { x, y } = rows;
  const [count, features] = x.shape;
  const series: Record<"step" | "loss" | "testF1" | "logPartitionRmse" | "gradNorm", number[]> = {
    step: [],
    loss: [],
    testF1: [],
    logPartitionRmse: [],
    gradNorm: [],
  };
  const watch = (run: Training<Params>): Watch => {
    const look = run.compile((params, { x, y }: Pick<Batch, "x" | "y">) => {
      const scores = mlp(params.scores, x);
      const exact = exactLogPartition(scores, experiment);
      const learned =
        params.logPartition.length > 0 ? logPartitionNetwork(params.logPartition, x) : exact;
      return {
        scores,
        nll: exactNll({ dataEnergy: experiment.energy(scores, y), exactLogPartition: exact }),
        rmse: tf.sqrt(tf.mean(tf.squaredDifference(learned, exact))),
      };
    });
    return async ({ step, gradNorm }) => {
      if (step % cell.every !== 0) return;
      const [train, heldOut] = [await look({ x, y }), await look({ x: test.x, y: test.y })];
      const scores = heldOut.scores.data;
      const predicted = predict(scores, test.targets.shape, experiment);
      series.step.push(step);
      series.loss.push(train.nll.data[0]! + experiment.structure.logSize);
      series.logPartitionRmse.push(train.rmse.data[0]!);
      series.testF1.push(experiment.metrics({ predicted, actual: test.targets }).f1Micro!);
      series.gradNorm.push(gradNorm);
    };
  };
  const { run } = await trainToEnd<Params, Batch>(
    {
      loss: convergenceLoss(cell, experiment),
      params: {
        scores: initMlp({ key: first, sizes: [features, experiment.scores], zeroLast: true }),
        logPartition:
          cell.draws === "none"
            ? []
            : initMlp({
                key: first,
                sizes: [features, ...cell.logPartitionHidden, 1],
                zeroLast: true,
              }),
      },
      optimizer: adam({ learningRate: cell.learningRate }),
      batches: minibatches({
        rows: { x, y },
        batchSize: count,
        ...(cell.draws !== "none" && {
          uniforms: {
            uniforms: [cell.shared ? 1 : count, cell.samples, noiseDim(cell, experiment)],
          },
        }),
        keys: { order, noise },
      }),
      steps: cell.steps,
    },
    { signal: context.signal, watch },
  );
  await run.dispose();
  const valueAt = (step: number, values: readonly number[]): number | null =>
    values[series.step.indexOf(step)] ?? null;
  return {
    finalLoss: valueAt(cell.steps, series.loss),
    finalF1: valueAt(cell.steps, series.testF1),
    ...Object.fromEntries(MARKS.map((step) => [`loss${step}`, valueAt(step, series.loss)])),
    ...Object.fromEntries(MARKS.map((step) => [`f1At${step}`, valueAt(step, series.testF1)])),
    ...series,
  };
}

/** The steps at which the figure was digitized. */
export const MARKS = [500, 1000, 2000, 3000, 5000] as const;

function convergenceLoss(
  cell: ConvergenceCell,
  experiment: StructuredModel,
): (params: Params, batch: Batch) => tf.Scalar {
  const { structure, energy } = experiment;
  return (params, { x, y, uniforms }) => {
    const scores = mlp(params.scores, x);
    const dataEnergy = energy(scores, y);
    if (cell.draws === "none") {
      return exactNll({ dataEnergy, exactLogPartition: exactLogPartition(scores, experiment) });
    }
    const logPartition = logPartitionNetwork(params.logPartition, x);
    if (cell.draws === "prior") {
      const draws = tf.reshape(uniforms, [-1, structure.noiseDim]) as tf.Tensor2D;
      const y3 = tf.reshape(structure.sample(draws), uniforms.shape) as tf.Tensor3D;
      return jointPartitionLoss(
        { dataEnergy, sampleEnergy: energy(scores, y3), logPartition },
        { divergence: jointLosses.logistic.trainingDivergence(structure.logSize) },
      );
    }
    const proposal = proposalOf(cell, stopGradient(scores));
    const draws = stopGradient(proposal.sample(uniforms));
    return jointPartitionLoss(
      {
        dataEnergy,
        sampleEnergy: energy(scores, draws),
        sampleLogWeights: tf.sub(-structure.logSize, proposal.logProb(draws)),
        logPartition,
      },
      { divergence: kl() },
    );
  };
}

/** Returns independent bits with the model's probabilities, or a mixture of them with fair bits. */
function proposalOf({ draws }: ConvergenceCell, scores: tf.Tensor2D): ConditionalProposal {
  const proposal = productBernoulli(scores);
  const wide = productBernoulli(tf.zerosLike(scores));
  return draws === "mixture" ? defensive({ proposal, wide }, { share: SHARE }) : proposal;
}

function noiseDim({ draws }: ConvergenceCell, { structure }: StructuredModel): number {
  return structure.noiseDim + (draws === "mixture" ? 1 : 0);
}

/** Computes log E_q exp(−E) in closed form. */
function exactLogPartition(
  scores: tf.Tensor2D,
  { structure, logPartition }: StructuredModel,
): tf.Tensor1D {
  return tf.sub(logPartition(scores), structure.logSize);
}
