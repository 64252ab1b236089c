import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { checkSize } from "./check-size.js";
import type { Structure } from "./structure.js";

/** The subsets of `size` items, as 0/1 vectors. An item that scores 0 is left out. */
export function hypercube(size: number): Structure {
  const name = `hypercube(${size})`;
  checkSize(name, size);
  return {
    name,
    dim: size,
    noiseDim: size,
    logSize: size * Math.LN2,

    argmax(scores) {
      checkShapes(`${name}.argmax`, { scores: [scores, `batch ${size}`] });
      return tf.step(scores);
    },

    sample(uniforms) {
      checkShapes(`${name}.sample`, { uniforms: [uniforms, `draws ${size}`] });
      return tf.cast(tf.less<tf.Tensor2D>(uniforms, 0.5), "float32");
    },

    // Σ over y of Πᵢ exp(θᵢyᵢ) = Πᵢ (1 + exp θᵢ)
    logPartition(scores) {
      checkShapes(`${name}.logPartition`, { scores: [scores, `batch ${size}`] });
      return tf.sum(tf.softplus(scores), 1);
    },

    *enumerate() {
      for (let bits = 0; bits < 2 ** size; bits++) {
        yield Array.from({ length: size }, (_, i) => (bits >> (size - 1 - i)) & 1);
      }
    },
  };
}
