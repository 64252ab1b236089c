import { split } from "@ebm/core";
import { withSamples } from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import type { Artifact } from "./artifact.js";

/** Number of y per x in the trials. */
const SAMPLES = 3;

/** Returns the same file for several y per x: y [batch, samples, dim] → [batch, samples]. */
export function perSample({
  file,
  bytes,
  proof,
}: Artifact & Required<Pick<Artifact, "proof">>): Artifact {
  const { sample, reference, ...rest } = proof;
  return {
    file: file.replace(/\.onnx$/, ".samples.onnx"),
    bytes: withSamples(bytes),
    proof: {
      ...rest,
      sample(key, batch) {
        const [first, ...others] = split(key, SAMPLES).map((each) => sample(each, batch));
        const all = [first!, ...others].map(({ y }) => [...y!.data]);
        const [, dim] = first!.y!.shape as [number, number];
        const data = Float32Array.from({ length: batch * SAMPLES * dim }, (_, i) => {
          const [row, which] = [Math.floor(i / dim / SAMPLES), Math.floor(i / dim) % SAMPLES];
          return all[which]![row * dim + (i % dim)]!;
        });
        return { x: first!.x!, y: { data, shape: [batch, SAMPLES, dim] } };
      },
      reference({ x, y }) {
        const [batch, samples, dim] = y!.shape as [number, number, number];
        const each = tf.tile(tf.expandDims(x!, 1), [1, samples, 1]);
        const outputs = reference({
          x: tf.reshape(each, [batch * samples, -1]),
          y: tf.reshape(y!, [batch * samples, dim]),
        }) as Record<string, tf.Tensor>;
        return Object.fromEntries(
          Object.entries(outputs).map(([name, value]) => [
            name,
            tf.reshape(value, [batch, samples]),
          ]),
        );
      },
    },
  };
}
