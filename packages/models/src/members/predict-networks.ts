import type { Matrix } from "@ebm/datasets";
import { type Checkpoint, compile } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { type NetworkParams, networkScores } from "./network-scores.js";

type Inputs = { readonly x: tf.Tensor2D } & Record<string, tf.Tensor>;

/**
 * Scores of rows by each member of fitted networks.
 *
 * @param params Parameters by path, as `fitNetworks` returns them.
 * @param x Encoded rows. Shape [rows, inputs].
 * @returns A matrix [rows, outputs] for each member.
 */
export async function predictNetworks(params: Checkpoint["params"], x: Matrix): Promise<Matrix[]> {
  const [members, , outputs] = params["weights.2"]!.shape as [number, number, number];
  const run = compile(({ x, ...leaves }: Inputs) => {
    const rows = tf.tile(tf.expandDims<tf.Tensor3D>(x, 0), [members, 1, 1]);
    return networkScores(paramsOf(leaves), rows);
  });
  try {
    const { output } = await run({ ...params, x });
    const size = x.shape[0] * outputs;
    return Array.from({ length: members }, (_, m) => ({
      data: output.data.slice(m * size, (m + 1) * size),
      shape: [x.shape[0], outputs] as const,
    }));
  } finally {
    await run.dispose();
  }
}

/**
 * Mean scores of all members of fitted networks, as a function of tensors that compiles and exports.
 *
 * @param x Encoded rows. Shape [batch, inputs].
 * @returns Shape [batch, outputs].
 */
export function networkTensor(params: Checkpoint["params"], x: tf.Tensor2D): tf.Tensor2D {
  return tf.mean(networkTensors(params, x), 0);
}

/** The scores of each member. Shape [members, batch, outputs]. */
export function networkTensors(params: Checkpoint["params"], x: tf.Tensor2D): tf.Tensor3D {
  const leaves = Object.entries(params).map(
    ([path, { data, shape }]) => [path, tf.tensor(data, [...shape])] as const,
  );
  const members = params["weights.2"]!.shape[0]!;
  const rows = tf.tile(tf.expandDims<tf.Tensor3D>(x, 0), [members, 1, 1]);
  return networkScores(paramsOf(Object.fromEntries(leaves)), rows);
}

function paramsOf(leaves: Record<string, tf.Tensor>): NetworkParams {
  const layers = (name: string) => [0, 1, 2].map((i) => leaves[`${name}.${i}`]!);
  return { weights: layers("weights"), biases: layers("biases") } as unknown as NetworkParams;
}
