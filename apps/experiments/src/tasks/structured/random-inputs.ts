import { type Key, normal, split, uniform } from "@ebm/core";
import type { Feeds } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { standardizationOf } from "./standardization-of.js";
import type { StructuredInstance } from "./structured-instance.js";

/** Draws inputs that resemble the data: x spread as the features are, and any y of the structure. */
export function randomInputs({
  prepared,
  model,
}: Pick<StructuredInstance, "prepared" | "model">): (key: Key, batch: number) => Feeds {
  const { mean, std } = standardizationOf(prepared.preprocessor);
  const { structure } = model;
  return (key, batch) => {
    const [forX, forY] = split(key, 2);
    const x = normal(forX, batch * mean.length).map((z, i) => {
      const feature = i % mean.length;
      return mean[feature]! + std[feature]! * z;
    });
    const noise = uniform(forY, batch * structure.noiseDim);
    const y = tf.tidy(() =>
      structure.sample(tf.tensor2d(noise, [batch, structure.noiseDim])).dataSync(),
    );
    return {
      x: { data: x, shape: [batch, mean.length] },
      y: { data: Float32Array.from(y), shape: [batch, structure.dim] },
    };
  };
}
