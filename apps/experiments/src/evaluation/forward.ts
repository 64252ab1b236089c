import { namedLeaves, withLeaves } from "@ebm/core";
import { type Batch, type Checkpoint, compile } from "@ebm/engine";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import type * as tf from "@tensorflow/tfjs-core";
import type { Config } from "../config/config.js";
import type { Part } from "../data/prepare-parts.js";
import type { Experiment } from "../experiments/experiment.js";
import type { Params } from "../training/joint-loss.js";

/** What the networks say of some rows. */
export interface Outputs {
  /** Shape [rows, scores]. */
  readonly scores: Float32Array;
  /** E(x, y) of each row. Shape [rows]. */
  readonly energy: Float32Array;
  /** τ(x). Shape [rows]. */
  readonly logPartition: Float32Array;
}

/** The networks of a run, compiled once, for any parameters of one form. */
export interface Forward {
  (params: Checkpoint["params"], part: Pick<Part, "x" | "y">): Promise<Outputs>;
  dispose(): Promise<void>;
}

type Inputs = { readonly x: tf.Tensor2D; readonly y: tf.Tensor2D } & Batch;

/** @param template Parameters, of which only the shapes are used. */
export function createForward(
  template: Params,
  { config, experiment }: { readonly config: Config; readonly experiment: Experiment },
): Forward {
  const { activation, runtime } = config;
  const paths = namedLeaves(template).map(([path]) => path);
  const run = compile(
    ({ x, y, ...leaves }: Inputs) => {
      const params = withLeaves(
        template,
        paths.map((path) => leaves[path]!),
      );
      const scores = mlp(params.scores, x, { activation });
      return {
        scores,
        energy: experiment.energy(scores, y),
        logPartition: logPartitionNetwork(params.logPartition, x, { activation }),
      };
    },
    { runtime },
  );
  const forward = async (
    params: Checkpoint["params"],
    { x, y }: Pick<Part, "x" | "y">,
  ): Promise<Outputs> => {
    const { scores, energy, logPartition } = await run({ ...params, x, y });
    return {
      scores: scores.data,
      energy: energy.data,
      logPartition: logPartition.data,
    };
  };
  return Object.assign(forward, { dispose: () => run.dispose() });
}
