import { type Key, split, uniform } from "@ebm/core";
import type { Feeds } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { randomColumns } from "./random-columns.js";
import type { StructuredInstance } from "./structured-instance.js";

/** Draws inputs of exported files: raw columns spread as the data are, and any y of the structure. */
export function randomInputs({
  prepared,
  model,
}: Pick<StructuredInstance, "prepared" | "model">): (key: Key, batch: number) => Feeds {
  const { structure } = model;
  return (key, batch) => {
    const [forX, forY] = split(key, 2);
    const noise = uniform(forY, batch * structure.noiseDim);
    const y = tf.tidy(() =>
      structure.sample(tf.tensor2d(noise, [batch, structure.noiseDim])).dataSync(),
    );
    return {
      x: randomColumns(prepared.preprocessor, forX, batch),
      y: { data: Float32Array.from(y), shape: [batch, structure.dim] },
    };
  };
}
