import { type Matrix, takeRows } from "@ebm/datasets";
import type { Chain } from "../chains/chain.js";
import { initialOutputs } from "../chains/initial-outputs.js";
import type { Slots } from "../chains/slots.js";

export interface ConstantChainInputs {
  /** Targets after scaling, less their guesses. Shape [rows, targets]. */
  readonly residuals: Matrix;
  readonly folds: Int32Array;
  /** Number of inputs of a network. */
  readonly width: number;
  readonly slots: Slots;
}

/**
 * Makes the chain whose densities around the guesses are the same everywhere: components at the
 * quantiles of the residuals of the rows that a member sees. Its networks have no weights.
 */
export function constantChain({ residuals, folds, width, slots }: ConstantChainInputs): Chain {
  const targets = residuals.shape[1];
  const members = Math.max(...folds) + 1;
  const networks = members * targets;
  const bias = new Float32Array(networks * slots.outputs);
  for (let member = 0; member < members; member++) {
    const seen = Int32Array.from(folds.keys()).filter((row) => folds[row] !== member);
    const own = takeRows(residuals, seen);
    const state = { data: new Float32Array(own.data.length).fill(-1), shape: own.shape };
    bias.set(initialOutputs(own, state, slots), member * targets * slots.outputs);
  }
  const zeros = (shape: readonly number[]) => ({
    data: new Float32Array(shape.reduce((a, b) => a * b)),
    shape: [...shape],
  });
  return {
    before: Array.from({ length: targets }, () => []),
    params: {
      "weights.0": zeros([members, width, targets]),
      "weights.1": zeros([networks, 1, 1]),
      "weights.2": zeros([networks, 1, slots.outputs]),
      "biases.0": zeros([members, 1, targets]),
      "biases.1": zeros([networks, 1, 1]),
      "biases.2": { data: bias, shape: [networks, 1, slots.outputs] },
    },
  };
}
