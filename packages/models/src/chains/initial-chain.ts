import { type Key, split, uniform } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { ChainParams } from "./chain-outputs.js";

export interface InitialChainInputs {
  readonly key: Key;
  readonly members: number;
  readonly columns: number;
  readonly hidden: number;
  /** The first biases of the outputs. Shape [columns, outputs]. */
  readonly bias: Float32Array;
  /** As for `chainOutputs`. Shape [inputs, columns · hidden]. */
  readonly mask: Float32Array;
}

/** Draws the first parameters of a chain: small outputs, around `bias`. */
export function initialChain(inputs: InitialChainInputs): ChainParams {
  const { key, members, columns, hidden, bias, mask } = inputs;
  const keys = split(key, 5);
  const units = columns * hidden;
  const width = mask.length / units;
  const outputs = bias.length / columns;
  const seen = Float32Array.from({ length: units }, (_, unit) => {
    let count = 0;
    for (let input = 0; input < width; input++) count += mask[input * units + unit]!;
    return 1 / Math.sqrt(Math.max(1, count));
  });
  const draw = (
    i: number,
    shape: [number, number, number],
    boundOf: (place: number) => number,
  ): tf.Tensor3D => {
    const values = uniform(keys[i]!, shape[0] * shape[1] * shape[2]);
    return tf.tensor3d(
      values.map((u, place) => boundOf(place) * (2 * u - 1)),
      shape,
    );
  };
  const networks = members * columns;
  const root = Math.sqrt(3);
  const inner = 1 / Math.sqrt(hidden);
  const fromInputs = (place: number): number => seen[place % units]!;
  return {
    weights: [
      draw(0, [members, width, units], (place) => root * fromInputs(place)),
      draw(1, [networks, hidden, hidden], () => root * inner),
      draw(2, [networks, hidden, outputs], () => 0.1 * root * inner),
    ],
    biases: [
      draw(3, [members, 1, units], fromInputs),
      draw(4, [networks, 1, hidden], () => inner),
      tf.tensor3d(
        Float32Array.from({ length: members * bias.length }, (_, i) => bias[i % bias.length]!),
        [networks, 1, outputs],
      ),
    ],
  };
}
