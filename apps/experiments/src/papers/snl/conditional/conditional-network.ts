import { type ConditionalProposal, defensive, type Key, split, stopGradient } from "@ebm/core";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import { type GaussianFit, gaussian, mixtureDensity, sharedProposal } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import type { ConditionalCell } from "./conditional-cell.js";
import { conditionalMethods } from "./conditional-methods.js";

export type ConditionalParams = {
  readonly features: MlpParams;
  readonly response: MlpParams;
  /** Weights from the features and from the response to the first joint layer. */
  readonly fromFeatures: MlpParams;
  readonly joint: MlpParams;
  readonly logNormalizer: MlpParams;
  readonly mixture: MlpParams;
};

export interface ConditionalModel {
  /** E(x, y). Shapes [batch, features] and [batch, samples, 1] → [batch, samples]. */
  energy(params: ConditionalParams, x: tf.Tensor2D, y: tf.Tensor3D): tf.Tensor2D;
  /** b(x). [batch, features] → [batch]. */
  logNormalizer(params: ConditionalParams, x: tf.Tensor2D): tf.Tensor1D;
  /** The network of the mixture, at x. */
  mixture(params: ConditionalParams, x: tf.Tensor2D): ConditionalProposal;
  /** The proposal. A fraction of its samples comes from a wide density. */
  proposal(params: ConditionalParams, x: tf.Tensor2D, share?: number): ConditionalProposal;
}

export function initConditionalParams(
  key: Key,
  { cell, inputs }: { readonly cell: ConditionalCell; readonly inputs: number },
): ConditionalParams {
  const { protocol, base } = cell;
  const keys = split(key, 6);
  const { features, response, joint, logNormalizer, mixture, activation } = protocol;
  const [width, ...others] = joint as [number, ...number[]];
  const init = (i: number, sizes: readonly number[], zeroLast = false): MlpParams =>
    initMlp({ key: keys[i]!, sizes, activation, zeroLast });
  const last = features.at(-1)!;
  return {
    features: init(0, [inputs, ...features]),
    response: init(1, [1, ...response]),
    fromFeatures: init(2, [last, width]),
    joint: init(3, [response.at(-1)!, width, ...others, 1], base === "proposal"),
    logNormalizer: init(4, [last, ...logNormalizer, 1], true),
    mixture: init(5, [inputs, ...mixture.hidden, 3 * componentsOf(cell)]),
  };
}

/**
 * Creates the networks of a cell. One network takes x, one takes y, and a third takes the outputs
 * of both, as in the authors' code. b(x) takes the features of x.
 *
 * @param marginal The density of the training y.
 */
export function conditionalModel(cell: ConditionalCell, marginal: GaussianFit): ConditionalModel {
  const { protocol, base } = cell;
  const { activation } = protocol;
  const components = componentsOf(cell);
  const rectified = (params: MlpParams, x: tf.Tensor2D): tf.Tensor2D =>
    activate(mlp(params, x, { activation }), activation);
  const wide = sharedProposal(gaussian(widened(marginal)));

  const mixture: ConditionalModel["mixture"] = (params, x) =>
    mixtureDensity(mlp(params.mixture, x, { activation }), { components, dim: 1 });
  const proposal: ConditionalModel["proposal"] = (params, x, share = protocol.share) => {
    const near =
      cell.proposal === "mixture" ? mixture(params, x) : sharedProposal(gaussian(marginal));
    return share > 0 ? defensive({ proposal: near, wide }, { share, stratified: true }) : near;
  };
  const network: ConditionalModel["energy"] = (params, x, y) => {
    const [batch, samples] = y.shape;
    const seen = tf.expandDims(mlp(params.fromFeatures, rectified(params.features, x)), 1);
    const response = rectified(params.response, tf.reshape(y, [batch * samples, 1]));
    const [first, ...others] = params.joint;
    const width = first!.bias.shape[0];
    const both = tf.add(tf.reshape(mlp([first!], response), [batch, samples, width]), seen);
    const hidden = activate(tf.reshape(both, [batch * samples, width]), activation);
    return tf.reshape(mlp(others, hidden, { activation }), [batch, samples]) as tf.Tensor2D;
  };
  return {
    mixture,
    proposal,
    energy(params, x, y) {
      const f = network(params, x, y);
      return base === "none" ? f : tf.sub(f, stopGradient(proposal(params, x).logProb(y)));
    },
    logNormalizer: (params, x) =>
      tf.squeeze(mlp(params.logNormalizer, rectified(params.features, x), { activation }), [1]),
  };
}

const componentsOf = ({ method, protocol }: ConditionalCell): number =>
  conditionalMethods[method].components ?? protocol.mixture.components;

const activate = (x: tf.Tensor2D, activation: "relu" | string): tf.Tensor2D =>
  activation === "tanh" ? tf.tanh(x) : tf.relu(x);

const WIDENING = 2;

function widened({ mean, factor, whitener }: GaussianFit): GaussianFit {
  return {
    mean,
    factor: factor.map((row) => row.map((entry) => WIDENING * entry)),
    whitener: whitener.map((row) => row.map((entry) => entry / WIDENING)),
  };
}
