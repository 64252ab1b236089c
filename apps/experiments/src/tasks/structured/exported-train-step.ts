import { foldIn, layoutOf, uniform, valueAndGrad } from "@ebm/core";
import { type AdamState, adamStep, type Checkpoint, type Feeds } from "@ebm/engine";
import { type ModelBatch, type ModelParams, modelLoss } from "@ebm/models";
import { exportTrainStep, type ModelCard } from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import type { Artifact } from "../../export/artifact.js";
import { randomInputs } from "./random-inputs.js";
import type { StructuredInstance } from "./structured-instance.js";

/**
 * Returns training as files: the loss over features x and members y with its gradient and Adam, and
 * the state of the checkpoint. Weight decay is left out.
 */
export function exportedTrainStep(
  instance: StructuredInstance,
  { kept, params, card }: { kept: Checkpoint; params: ModelParams; card: ModelCard },
): Artifact[] {
  const { config, model, loss: jointLoss } = instance;
  const { structure } = model;
  const loss = modelLoss(model, { ...config, loss: jointLoss });
  const shapes = { x: ["batch", instance.features], y: ["batch", structure.dim] };
  const noise = [config.samples, structure.noiseDim];
  const batch = Object.fromEntries(
    Object.entries({ ...shapes, uniforms: noise }).map(([name, shape]) => {
      return [name, { shape, dtype: "float32" }] as const;
    }),
  ) as Record<keyof ModelBatch, { shape: (string | number)[]; dtype: string }>;
  const state = stateOf(kept);
  const files = exportTrainStep({ loss, params, batch, update: adamStep, state }, card);
  const layout = layoutOf(params);
  const start = packed({ params: layout.flatten(params), ...state });
  const inputs = randomInputs(instance);
  return [
    {
      file: "train-step.onnx",
      bytes: files["train-step.onnx"],
      proof: {
        reference({ params: at, first, second, step, learning_rate, ...own }) {
          const { value, grad } = valueAndGrad((of: tf.Tensor) =>
            loss(layout.unflatten(of as tf.Tensor1D), own as ModelBatch),
          )(at!);
          const known = { params: at, first, second, step, grad } as AdamState & {
            grad: tf.Tensor1D;
          };
          const next = adamStep(known, { learningRate: learning_rate as tf.Scalar });
          return { loss: value, next_first: next.first, next_second: next.second };
        },
        // not the parameters: if a gradient is 0, Adam makes a step of its rounding
        outputs: ["loss", "next_first", "next_second"],
        // a gradient is a sum of terms that nearly cancel
        tolerance: 1e-4,
        large: ["params", "first", "second", "next_first", "next_second"],
        sample: (key, size) => ({
          ...start,
          ...inputs(foldIn(key, 0), size),
          uniforms: { data: uniform(foldIn(key, 1), noise[0]! * noise[1]!), shape: noise },
          learning_rate: { data: Float32Array.of(config.learningRate), shape: [] },
        }),
      },
    },
    { file: "train-state.onnx", bytes: files["train-state.onnx"] },
  ];
}

/**
 * Returns the state of Adam besides the parameters. Zeros if the checkpoint only has parameters.
 */
function stateOf({ params, moments, step }: Checkpoint): Record<string, tf.Tensor> {
  const size = Object.values(params).reduce((sum, { data }) => sum + data.length, 0);
  const { first, second } = moments;
  return {
    first: first ? tf.tensor1d(first) : tf.zeros([size]),
    second: second ? tf.tensor1d(second) : tf.zeros([size]),
    step: tf.scalar(first ? step : 0),
  };
}

function packed(tensors: Readonly<Record<string, tf.Tensor>>): Feeds {
  const entries = Object.entries(tensors).map(([name, tensor]) => {
    return [name, { data: Float32Array.from(tensor.dataSync()), shape: tensor.shape }] as const;
  });
  return Object.fromEntries(entries);
}
