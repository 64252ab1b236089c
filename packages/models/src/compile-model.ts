import { namedLeaves, withLeaves } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { type Batch, type Checkpoint, compile, type RuntimeName } from "@ebm/engine";
import { type Activation, logPartitionNetwork, mlp } from "@ebm/nn";
import type * as tf from "@tensorflow/tfjs-core";
import type { ModelParams } from "./model-loss.js";
import type { Part } from "./prepare-parts.js";
import type { StructuredModel } from "./structured-model.js";

/** The outputs of a model's networks for some rows. */
export interface ModelOutputs {
  /** Shape [rows, scores]. */
  readonly scores: Float32Array;
  /** E(x, y) of each row. Shape [rows]. */
  readonly energy: Float32Array;
  /** τ(x). Shape [rows]. */
  readonly logPartition: Float32Array;
}

/** A model that was compiled once, for all parameters of one shape. */
export interface CompiledModel {
  (params: Checkpoint["params"], part: CompiledPart): Promise<ModelOutputs>;
  dispose(): Promise<void>;
}

export interface CompiledPart extends Pick<Part, "x" | "y"> {
  /** 1 where an entry of y is known, else 0. Default: all are known. Shape [rows, dim]. */
  readonly known?: Matrix | undefined;
}

export interface CompileModelOptions {
  readonly activation: Activation;
  /** Default: "onnx". */
  readonly runtime?: RuntimeName;
}

type Inputs = { readonly x: tf.Tensor2D; readonly y: tf.Tensor2D } & Batch;

/**
 * Compiles a model.
 *
 * @param template Parameters, of which only the shapes are used.
 */
export function compileModel(
  { energy, observedEnergy }: StructuredModel,
  template: ModelParams,
  { activation, runtime = "onnx" }: CompileModelOptions,
): CompiledModel {
  const paths = namedLeaves(template).map(([path]) => path);
  const run = compile(
    ({ x, y, known, ...leaves }: Inputs) => {
      const params = withLeaves(
        template,
        paths.map((path) => leaves[path]!),
      );
      const scores = mlp(params.scores, x, { activation });
      return {
        scores,
        energy:
          known && observedEnergy
            ? observedEnergy(scores, { y, known: known as tf.Tensor2D })
            : energy(scores, y),
        logPartition: logPartitionNetwork(params.logPartition, x, { activation }),
      };
    },
    { runtime },
  );
  const outputs = async (
    params: Checkpoint["params"],
    { x, y, known }: CompiledPart,
  ): Promise<ModelOutputs> => {
    const { scores, energy, logPartition } = await run({
      ...params,
      x,
      y,
      ...(known && { known }),
    });
    return { scores: scores.data, energy: energy.data, logPartition: logPartition.data };
  };
  return Object.assign(outputs, { dispose: () => run.dispose() });
}
