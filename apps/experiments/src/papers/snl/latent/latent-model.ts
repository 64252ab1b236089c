import { type Key, split } from "@ebm/core";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import { gaussianKl, snelboLoss } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import type { LatentCell } from "./latent-cell.js";

export type LatentParams = {
  readonly encoder: MlpParams;
  readonly decoder: MlpParams;
  readonly energy: MlpParams;
  readonly logNormalizer: tf.Scalar;
};

export type LatentBatch = {
  /** The pixels as bits. Shape [batch, pixels]. */
  readonly x: tf.Tensor2D;
  /** The outputs of the encoder. Shape [batch, latent]. */
  readonly normals: tf.Tensor2D;
  /** Samples from p₀. Shape [samples, latent]. */
  readonly prior: tf.Tensor2D;
};

export function initLatentParams(key: Key, { protocol }: LatentCell, pixels: number): LatentParams {
  const [encoder, decoder, energy] = split(key, 3);
  const { hidden, latent } = protocol;
  return {
    encoder: initMlp({ key: encoder, sizes: [pixels, ...hidden, 2 * latent] }),
    decoder: initMlp({ key: decoder, sizes: [latent, ...hidden.toReversed(), pixels] }),
    energy: initMlp({ key: energy, sizes: [latent, ...protocol.energy, 1], zeroLast: true }),
    logNormalizer: tf.scalar(0),
  };
}

/** Computes f(z), or 0 if the prior is Gaussian. */
export function latentEnergy(
  { energy }: LatentParams,
  z: tf.Tensor2D,
  prior: LatentCell["prior"],
): tf.Tensor1D {
  return prior === "gaussian" ? tf.zeros([z.shape[0]]) : tf.squeeze(mlp(energy, z), [1]);
}

/**
 * Computes the terms of the bound: log p(x|z), the divergence from p₀, and f at a sample from the
 * encoder.
 */
export function latentTerms(
  params: LatentParams,
  { x, normals }: Pick<LatentBatch, "x" | "normals">,
  prior: LatentCell["prior"],
): {
  readonly logLikelihood: tf.Tensor1D;
  readonly divergence: tf.Tensor1D;
  readonly posteriorEnergy: tf.Tensor1D;
} {
  const latent = normals.shape[1];
  const [batch] = x.shape;
  const encoded = mlp(params.encoder, x);
  const mean = tf.slice(encoded, [0, 0], [batch, latent]);
  const logDeviation = tf.slice(encoded, [0, latent], [batch, latent]);
  const z = tf.add(mean, tf.mul(tf.exp(logDeviation), normals)) as tf.Tensor2D;
  const logits = mlp(params.decoder, z);
  // log p of a bit is x·logit − softplus(logit)
  const logBits = tf.sub(tf.mul(x, logits), tf.softplus(logits));
  return {
    logLikelihood: tf.sum(logBits, 1),
    divergence: gaussianKl({ mean, logDeviation }),
    posteriorEnergy: latentEnergy(params, z, prior),
  };
}

/** Computes the negated bound, with b for log Z. For a Gaussian prior it is the negated ELBO. */
export function latentLoss(
  prior: LatentCell["prior"],
): (params: LatentParams, batch: LatentBatch) => tf.Scalar {
  return (params, batch) => {
    const terms = latentTerms(params, batch, prior);
    if (prior === "gaussian") {
      return tf.mean(tf.sub(terms.divergence, terms.logLikelihood)) as tf.Scalar;
    }
    const priorEnergy = latentEnergy(params, batch.prior, prior);
    return snelboLoss({ ...terms, priorEnergy, logNormalizer: params.logNormalizer });
  };
}
