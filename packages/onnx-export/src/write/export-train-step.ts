import { EbmError, layoutOf, type Tree, valueAndGrad } from "@ebm/core";
import { encodeModel, type TensorSpec, trace } from "@ebm/trace";
import type * as tf from "@tensorflow/tfjs-core";
import { cardMetadata, type ModelCard } from "./model-card.js";

export interface TrainStep<P extends Tree, B extends Record<string, tf.Tensor>> {
  /** The loss to minimize: a pure function of tensors, including noise. */
  readonly loss: (params: P, batch: B) => tf.Scalar;
  /** The initial parameters. */
  readonly params: P;
  /** The tensors of a step, data and noise, by name. */
  readonly batch: Readonly<Record<keyof B & string, TensorSpec>>;
  /** The optimizer as a function of tensors: `adamStep` of @ebm/engine. */
  readonly update: (
    state: never,
    options: { readonly learningRate: tf.Scalar },
  ) => { readonly params: tf.Tensor1D };
  /** The initial state of the optimizer: `first`, `second` and `step` for Adam. */
  readonly state: Readonly<Record<string, tf.Tensor>>;
}

/** The bytes of a training step's files, by name. */
export type TrainStepFiles = Readonly<
  Record<"train-step.onnx" | "train-state.onnx", Uint8Array<ArrayBuffer>>
>;

/**
 * Exports a training step and its initial state, for any ONNX runtime, even without training support:
 *
 *   train-step.onnx   params [size], … of the optimizer, learning_rate [], and the batch
 *                     → loss [], next_params [size], next_… of the optimizer
 *   train-state.onnx  → params [size], … of the optimizer
 *
 * The step contains the loss, its gradient and the optimizer. Feed its outputs `next_…` to the next
 * step; `fineTune` is that loop. The metadata has the place of each parameter in `params`.
 *
 * @throws {EbmError} If it cannot be traced.
 */
export function exportTrainStep<P extends Tree, B extends Record<string, tf.Tensor>>(
  { loss, params, batch, update, state }: TrainStep<P, B>,
  card: ModelCard,
): TrainStepFiles {
  const layout = layoutOf(params);
  const start = { params: layout.flatten(params), ...state };
  const float = ({ shape }: tf.Tensor): TensorSpec => ({ shape, dtype: "float32" });
  const specs = Object.entries(start).map(([name, tensor]) => [name, float(tensor)] as const);
  const taken = new Set([...Object.keys(start), "learning_rate"]);
  const twice = Object.keys(batch).find((name) => taken.has(name));
  if (twice !== undefined) {
    throw new EbmError(`exportTrainStep: \`batch\` has \`${twice}\`, expected another name.`);
  }

  const step = (inputs: Record<string, tf.Tensor>): Record<string, tf.Tensor> => {
    const [known, given] = [pick(inputs, Object.keys(start)), pick(inputs, Object.keys(batch))];
    const lossOf = (vector: tf.Tensor): tf.Scalar =>
      loss(layout.unflatten(vector as tf.Tensor1D), given as B);
    const { value, grad } = valueAndGrad(lossOf)(known.params!);
    const next = update({ ...known, grad } as never, {
      learningRate: inputs.learning_rate as tf.Scalar,
    });
    const named = Object.entries<tf.Tensor>(next).map(
      ([name, tensor]) => [`next_${name}`, tensor] as const,
    );
    return { loss: value, ...Object.fromEntries(named) };
  };
  const parameters = layout.segments.map(({ path, shape }) => ({ path, shape }));
  const metadata = { ...cardMetadata(card), parameters: JSON.stringify(parameters) };
  const rate: TensorSpec = { shape: [], dtype: "float32" };
  return {
    "train-step.onnx": encodeModel(
      trace(step, { ...Object.fromEntries(specs), learning_rate: rate, ...batch }),
      {
        name: "train_step",
        description: "A step of training: the loss of a batch, its gradient, and the update.",
        metadata: { output: "train_step", ...metadata },
      },
    ),
    "train-state.onnx": encodeModel(
      trace(() => start, {}),
      {
        name: "train_state",
        description: "The parameters that train-step.onnx is to go on from.",
        metadata: { output: "train_state", ...metadata },
      },
    ),
  };
}

function pick(
  inputs: Readonly<Record<string, tf.Tensor>>,
  names: readonly string[],
): Record<string, tf.Tensor> {
  return Object.fromEntries(names.map((name) => [name, inputs[name]!]));
}
