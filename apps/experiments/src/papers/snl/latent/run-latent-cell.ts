import { foldIn, type Key, key, normal, split, uniform } from "@ebm/core";
import { binarize, loadImages, type Matrix } from "@ebm/datasets";
import type { Training } from "@ebm/engine";
import { annealedImportanceSampling, mala, sigmoidSchedule } from "@ebm/samplers";
import { logNormalizerEstimate, weightDiagnostics } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import type { CellContext, Metrics } from "../../../studies/study.js";
import { minibatches } from "../../../training/minibatches.js";
import { optimizer } from "../../../training/optimizer.js";
import { rowRange } from "../../../training/row-range.js";
import { trainToEnd } from "../../../training/train-to-end.js";
import type { LatentCell } from "./latent-cell.js";
import {
  initLatentParams,
  type LatentBatch,
  type LatentParams,
  latentEnergy,
  latentLoss,
  latentTerms,
} from "./latent-model.js";

const [TRAIN, VALIDATION, TEST] = [8000, 1000, 1000];
/** Number of samples of IS, as in the authors' evaluation, and of AIS. */
const [DRAWS, CHAINS, TEMPERATURES] = [20_000, 500, 100];
/** Number of samples from the encoder that bounds are averaged over. */
const REPEATS = 10;

/** Trains on the first images, and bounds the likelihood of the last ones. */
export async function runLatentCell(
  cell: LatentCell,
  { fetch, signal }: CellContext,
): Promise<Metrics> {
  const { prior, protocol } = cell;
  const { latent, batchSize, draws, steps } = protocol;
  const keys = split(key(cell.seed), 5);
  const [first, order, noise, forValidation, forTest] = keys;
  const { images } = await loadImages("mnist-test", fetch);
  const bits = binarize(images);
  const looked = {
    x: rowRange(bits, TRAIN, TRAIN + VALIDATION),
    normals: normals(forValidation, VALIDATION, latent),
    prior: normals(foldIn(forValidation, 1), DRAWS, latent),
  };
  const score = (run: Training<LatentParams>) => {
    const loss = run.compile(latentLoss(prior));
    return async () => -(await loss(looked)).output.data[0]!;
  };
  const { run } = await trainToEnd<LatentParams, LatentBatch>(
    {
      loss: latentLoss(prior),
      params: initLatentParams(first, cell, bits.shape[1]),
      optimizer: optimizer(protocol),
      batches: minibatches({
        rows: { x: rowRange(bits, 0, TRAIN) },
        batchSize,
        normals: {
          normals: [batchSize, latent],
          ...(prior === "energy" && { prior: [draws, latent] }),
        },
        keys: { order, noise },
      }),
      steps,
    },
    { signal, select: { every: protocol.every, score } },
  );

  const terms = run.compile((params, batch: Omit<LatentBatch, "prior">) => {
    const { logLikelihood, divergence, posteriorEnergy } = latentTerms(params, batch, prior);
    return {
      logLikelihood: tf.mean(logLikelihood),
      divergence: tf.mean(divergence),
      posteriorEnergy: tf.mean(posteriorEnergy),
    };
  });
  const x = rowRange(bits, TRAIN + VALIDATION, TRAIN + VALIDATION + TEST);
  const sums = { logLikelihood: 0, divergence: 0, posteriorEnergy: 0 };
  for (let i = 0; i < REPEATS; i++) {
    const out = await terms({ x, normals: normals(foldIn(forTest, i), TEST, latent) });
    for (const name of Object.keys(sums) as (keyof typeof sums)[]) {
      sums[name] += out[name].data[0]! / REPEATS;
    }
  }
  const b = run.params().logNormalizer.dataSync()[0]!;
  const normalizer = prior === "energy" ? await normalizerOf(run, latent) : undefined;
  await run.dispose();
  const elbo = sums.logLikelihood - sums.divergence - sums.posteriorEnergy;
  const logZ = normalizer?.importance.logNormalizer ?? 0;
  return {
    elbo: elbo - logZ,
    reconstruction: sums.logLikelihood,
    divergence: sums.divergence,
    ...(normalizer && {
      snelbo: elbo - b - Math.expm1(logZ - b),
      b,
      logNormalizer: logZ,
      standardError: normalizer.importance.standardError,
      bError: Math.abs(b - logZ),
      aisLogNormalizer: normalizer.annealed.logNormalizer,
      aisStandardError: normalizer.annealed.standardError,
      aisDifference: Math.abs(normalizer.annealed.logNormalizer - logZ),
      effectiveShare: normalizer.effectiveShare,
    }),
    chosenStep: run.step,
  };
}

/** Estimates log E_p₀ exp(−f), by importance sampling from p₀ and by annealing from it. */
async function normalizerOf(run: Training<LatentParams>, latent: number) {
  const [forDraws, a, b, c] = split(key(2000), 4);
  const minusEnergy = run.compile((params, { z }: { z: tf.Tensor2D }) =>
    tf.neg(latentEnergy(params, z, "energy")),
  );
  const logWeights = (await minusEnergy({ z: normals(forDraws, DRAWS, latent) })).output.data;
  const anneal = run.compile(
    (
      params,
      {
        x,
        betas,
        normals,
        uniforms,
      }: { x: tf.Tensor2D; betas: tf.Tensor1D; normals: tf.Tensor3D; uniforms: tf.Tensor2D },
    ) => {
      const base = (z: tf.Tensor2D): tf.Tensor1D => tf.mul(tf.sum(tf.square(z), 1), 0.5);
      const target = (z: tf.Tensor2D): tf.Tensor1D =>
        tf.add(base(z), latentEnergy(params, z, "energy"));
      return annealedImportanceSampling({
        base,
        target,
        chain: (energy) => mala(energy, { stepSize: 0.4 }),
        x,
        betas,
        noise: { normals, uniforms },
      }).logWeights;
    },
  );
  const steps = TEMPERATURES * CHAINS;
  const annealedWeights = (
    await anneal({
      x: normals(a, CHAINS, latent),
      betas: { data: sigmoidSchedule(TEMPERATURES), shape: [TEMPERATURES + 1] },
      normals: { data: normal(b, steps * latent), shape: [TEMPERATURES, CHAINS, latent] },
      uniforms: { data: uniform(c, steps), shape: [TEMPERATURES, CHAINS] },
    })
  ).output.data;
  return {
    importance: logNormalizerEstimate([logWeights]),
    annealed: logNormalizerEstimate([annealedWeights]),
    effectiveShare: weightDiagnostics(logWeights).effectiveDraws / DRAWS,
  };
}

const normals = (sampleKey: Key, rows: number, columns: number): Matrix => ({
  data: normal(sampleKey, rows * columns),
  shape: [rows, columns],
});
