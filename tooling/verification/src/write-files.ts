import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { foldIn, layoutOf, scan, type Tree, valueAndGrad } from "@ebm/core";
import { type AdamState, adamStep } from "@ebm/engine";
import {
  densityOutputs,
  drawTrials,
  exportDensity,
  exportSampler,
  exportTrainStep,
  type Quantization,
  quantize,
  type TrialOptions,
  withMetadata,
  withTrials,
} from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import type { TrainedDensity } from "./trained-density.js";

const STEPS = 10;
const QUANTIZATIONS: readonly Quantization[] = ["float16", "int8"];

/** Writes all files of a density, each with its trials. Returns their paths. */
export async function writeFiles<P extends Tree>(
  directory: string,
  trained: TrainedDensity<P>,
): Promise<string[]> {
  const { card, density, points, sampler } = trained;
  const paths: string[] = [];
  const write = async (file: string, bytes: Uint8Array, proof?: TrialOptions): Promise<void> => {
    const trials = proof && drawTrials(bytes, { ...proof, rows: 1 });
    paths.push(join(directory, file));
    await writeFile(paths.at(-1)!, trials ? withTrials(bytes, trials) : bytes);
  };

  const rows: TrialOptions = {
    reference: densityOutputs(density),
    sample: (key, batch) => ({ x: points(key, batch) }),
  };
  const files = exportDensity(density, card);
  for (const [file, bytes] of Object.entries(files)) await write(file, bytes, rows);
  for (const to of QUANTIZATIONS) {
    const bytes = withMetadata(quantize(files["log-prob.onnx"]!, to), { quantization: to });
    await write(`log-prob.${to}.onnx`, bytes, rows);
  }

  await write("sampler.onnx", exportSampler(sampler, card), {
    reference({ start, noise }) {
      const chain = sampler.chain({});
      const { x, accepted } = scan(chain.step, chain.start(start!), noise!) as {
        readonly x: tf.Tensor;
        readonly accepted?: tf.Tensor;
      };
      return { samples: x, ...(accepted && { accepted }) };
    },
    sample(key, batch) {
      const shape = [STEPS, ...sized(sampler.noise, batch)];
      const noise = { data: sampler.draw(foldIn(key, 1), product(shape)), shape };
      return { start: points(foldIn(key, 0), batch), noise };
    },
  });
  const { step, start, proof } = trainStep(trained);
  await write("train-step.onnx", step, proof);
  await writeFile(join(directory, "train-state.onnx"), start);
  return paths;
}

function trainStep<P extends Tree>({
  card,
  density,
  points,
  training,
}: TrainedDensity<P>): {
  readonly step: Uint8Array;
  readonly start: Uint8Array;
  readonly proof: TrialOptions;
} {
  const { params, loss } = training;
  const layout = layoutOf(params);
  const vector = layout.flatten(params);
  const zeros = tf.zeros<tf.Rank.R1>(vector.shape);
  const state = { first: zeros, second: zeros, step: tf.scalar(0) };
  const float = (shape: readonly (number | string)[]) => ({ shape, dtype: "float32" });
  const files = exportTrainStep(
    {
      loss,
      params,
      batch: { x: float(["batch", density.dim]), noise: float(training.noise) },
      update: adamStep,
      state,
    },
    card,
  );
  const proof: TrialOptions = {
    reference({ params: at, first, second, step, learning_rate, ...batch }) {
      const lossOf = (of: tf.Tensor): tf.Scalar => loss(layout.unflatten(of as tf.Tensor1D), batch);
      const { value, grad } = valueAndGrad(lossOf)(at!);
      const known = { params: at, first, second, step, grad } as Parameters<typeof adamStep>[0];
      const next: AdamState = adamStep(known, { learningRate: learning_rate as tf.Scalar });
      return { loss: value, next_first: next.first };
    },
    // Not the parameters: where a gradient is 0, Adam makes a step of its rounding. And of a state of
    // zeros the moments are the gradient and its square, twice as far off.
    outputs: ["loss", "next_first"],
    sample(key, batch) {
      const shape = sized(training.noise, batch);
      const packed = Object.entries({ params: vector, ...state }).map(([name, tensor]) => {
        return [name, { data: tensor.dataSync<"float32">(), shape: tensor.shape }] as const;
      });
      return {
        ...Object.fromEntries(packed),
        x: points(foldIn(key, 0), batch),
        noise: { data: training.draw(foldIn(key, 1), product(shape)), shape },
        learning_rate: { data: Float32Array.of(1e-3), shape: [] },
      };
    },
  };
  return { step: files["train-step.onnx"], start: files["train-state.onnx"], proof };
}

function sized(shape: readonly (number | string)[], batch: number): number[] {
  return shape.map((size) => (typeof size === "number" ? size : batch));
}

function product(shape: readonly number[]): number {
  return shape.reduce((size, axis) => size * axis, 1);
}
