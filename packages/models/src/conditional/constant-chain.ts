import type { Matrix } from "@ebm/datasets";
import type { Chain } from "../chains/chain.js";
import type { Slots } from "../chains/slots.js";

/** A logistic of a mixture. */
export interface Logistic {
  readonly weight: number;
  readonly mean: number;
  readonly scale: number;
}

export interface ConstantChainInputs {
  /** Targets after scaling, less their guesses. Shape [rows, targets]. */
  readonly residuals: Matrix;
  readonly folds: Int32Array;
  /** Number of inputs of a network. */
  readonly width: number;
  readonly slots: Slots;
  /** Describes residuals of one target by as many logistics as there are components. */
  readonly shape: (residuals: Float32Array, components: number) => readonly Logistic[];
}

/**
 * Makes a chain whose densities around the guesses are the same everywhere. A member has the shape of
 * the residuals of the rows that it sees. Its networks have no weights.
 */
export function constantChain(inputs: ConstantChainInputs): Chain {
  const { residuals, folds, width, slots, shape } = inputs;
  const targets = residuals.shape[1];
  const members = Math.max(...folds) + 1;
  const networks = members * targets;
  const { components, outputs } = slots;
  const bias = new Float32Array(networks * outputs);
  for (let network = 0; network < networks; network++) {
    const [member, target] = [Math.floor(network / targets), network % targets];
    const seen = Int32Array.from(folds.keys()).filter((row) => folds[row] !== member);
    const own = Float32Array.from(seen, (row) => residuals.data[row * targets + target]!);
    const out = bias.subarray(network * outputs, (network + 1) * outputs);
    for (const [k, { weight, mean, scale }] of shape(own, components).entries()) {
      out[k] = Math.log(weight);
      out[slots.slots + k] = mean;
      out[slots.slots + components + k] = Math.log(scale);
    }
  }
  const zeros = (...shape: readonly number[]) => ({
    data: new Float32Array(shape.reduce((a, b) => a * b)),
    shape: [...shape],
  });
  return {
    before: Array.from({ length: targets }, () => []),
    params: {
      "weights.0": zeros(members, width, targets),
      "weights.1": zeros(networks, 1, 1),
      "weights.2": zeros(networks, 1, outputs),
      "biases.0": zeros(members, 1, targets),
      "biases.1": zeros(networks, 1, 1),
      "biases.2": { data: bias, shape: [networks, 1, outputs] },
    },
  };
}
