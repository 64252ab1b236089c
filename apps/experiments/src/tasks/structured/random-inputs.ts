import { type Key, split, uniform } from "@ebm/core";
import type { Feeds } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { randomColumns } from "./random-columns.js";
import type { StructuredInstance } from "./structured-instance.js";

/**
 * Generates inputs of exported files: raw columns with the spread of the data, and any y of the
 * structure. Inputs of one key are generated once for all files, because a y of many labels takes a
 * while.
 */
export function randomInputs({
  prepared,
  model,
}: Pick<StructuredInstance, "prepared" | "model">): (key: Key, batch: number) => Feeds {
  const { structure } = model;
  const known = new Map<string, Float32Array>();
  return (key, batch) => {
    const [forX, forY] = split(key, 2);
    const place = `${forY} ${batch}`;
    const y = known.get(place) ?? sampled(structure, forY, batch);
    known.set(place, y);
    return {
      x: randomColumns(prepared.preprocessor, forX, batch),
      y: { data: Float32Array.from(y), shape: [batch, structure.dim] },
    };
  };
}

function sampled(
  { sample, noiseDim }: StructuredInstance["model"]["structure"],
  key: Key,
  batch: number,
): Float32Array {
  const noise = uniform(key, batch * noiseDim);
  const y = tf.tidy(() => sample(tf.tensor2d(noise, [batch, noiseDim])).dataSync());
  return Float32Array.from(y);
}
