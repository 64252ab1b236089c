import { type Key, key as keyOf, split, uniform } from "@ebm/core";
import type { Feeds } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { randomColumns } from "./random-columns.js";
import type { StructuredInstance } from "./structured-instance.js";

/** The number of different y: of many labels, each takes a while to sample. */
const SAMPLES = 64;

/** Draws inputs of exported files: raw columns spread as the data are, and any y of the structure. */
export function randomInputs({
  prepared,
  model,
}: Pick<StructuredInstance, "prepared" | "model">): (key: Key, batch: number) => Feeds {
  const { structure } = model;
  let samples: Float32Array | undefined;
  return (key, batch) => {
    const [forX, forY] = split(key, 2);
    samples ??= sampleAll(structure);
    const data = new Float32Array(batch * structure.dim);
    for (const [row, place] of uniform(forY, batch).entries()) {
      const from = structure.dim * Math.floor(SAMPLES * place);
      data.set(samples.subarray(from, from + structure.dim), structure.dim * row);
    }
    return {
      x: randomColumns(prepared.preprocessor, forX, batch),
      y: { data, shape: [batch, structure.dim] },
    };
  };
}

function sampleAll({ sample, noiseDim }: StructuredInstance["model"]["structure"]): Float32Array {
  const noise = uniform(keyOf(0), SAMPLES * noiseDim);
  const sampled = tf.tidy(() => sample(tf.tensor2d(noise, [SAMPLES, noiseDim])).dataSync());
  return Float32Array.from(sampled);
}
