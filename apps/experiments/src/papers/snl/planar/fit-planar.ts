import { type Key, key, normal, type Proposal, split } from "@ebm/core";
import type { Training, TrainOptions } from "@ebm/engine";
import { logNormalizerEstimate } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { minibatches } from "../../../training/minibatches.js";
import { type Trained, trainToEnd } from "../../../training/train-to-end.js";
import { snlOptimizer } from "../snl-optimizer.js";
import { fitProposal } from "./fit-proposal.js";
import type { PlanarCell } from "./planar-cell.js";
import type { PlanarData } from "./planar-data.js";
import {
  initPlanarParams,
  type PlanarEnergy,
  type PlanarParams,
  planarEnergy,
} from "./planar-energy.js";
import { type PlanarBatch, planarMethods } from "./planar-methods.js";

export interface FittedPlanar extends Trained<PlanarParams> {
  readonly energy: PlanarEnergy;
  readonly proposal: Proposal;
}

/** Number of samples for the first estimates of log Z. */
const FIRST_DRAWS = 1024;

/**
 * Trains an energy on the plane, and keeps the parameters that were best on the validation points,
 * by their likelihood with log Z from samples. The caller disposes the run.
 */
export async function fitPlanar(
  cell: PlanarCell,
  { data, signal }: { readonly data: PlanarData; readonly signal: AbortSignal },
): Promise<FittedPlanar> {
  const { protocol } = cell;
  const method = planarMethods[cell.method];
  const keys = split(key(cell.seed), 7);
  const [, forProposal, forParams, order, noise, forFirst, forValidation] = keys;
  const proposal = await fitProposal(cell.proposal, {
    points: data.train,
    key: forProposal,
    signal,
  });
  const energy = planarEnergy(forParams, { cell, proposal });
  const params = initPlanarParams(forParams, cell);
  const options: TrainOptions<PlanarParams, PlanarBatch> = {
    loss: method.loss({ energy, proposal }),
    params: {
      ...params,
      logNormalizer: tf.scalar(firstEstimate(params, { energy, proposal, key: forFirst })),
    },
    optimizer: snlOptimizer(protocol),
    batches: minibatches({
      rows: { x: data.train },
      batchSize: protocol.batchSize,
      normals: { normals: method.noise(protocol, proposal) },
      keys: { order, noise },
    }),
    steps: method.steps ?? protocol.steps,
  };
  const count = protocol.validationDraws * proposal.noiseDim;
  const looked = {
    x: data.validation,
    normals: {
      data: normal(forValidation, count),
      shape: [protocol.validationDraws, proposal.noiseDim],
    },
  };
  const loss = planarMethods.IS.loss({ energy, proposal });
  const score = (run: Training<PlanarParams>) => {
    const likelihood = run.compile((params, batch: PlanarBatch) => tf.neg(loss(params, batch)));
    return async () => (await likelihood(looked)).output.data[0]!;
  };
  const fitted = await trainToEnd(options, { signal, select: { every: protocol.every, score } });
  return { ...fitted, energy, proposal };
}

function firstEstimate(
  params: PlanarParams,
  { energy, proposal, key }: { energy: PlanarEnergy; proposal: Proposal; key: Key },
): number {
  return tf.tidy(() => {
    const { noiseDim } = proposal;
    const y = proposal.sample(
      tf.tensor2d(normal(key, FIRST_DRAWS * noiseDim), [FIRST_DRAWS, noiseDim]),
    );
    const logWeights = tf.neg(tf.add(energy(params, y), proposal.logProb(y)));
    return logNormalizerEstimate([logWeights.dataSync()]).logNormalizer;
  });
}
