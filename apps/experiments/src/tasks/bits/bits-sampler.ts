import { foldIn, type Key, uniform } from "@ebm/core";
import { type BitsModelParams, bitsSampleFile, tracedFileBytes } from "@ebm/models";
import type { ModelCard } from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import type { Artifact } from "../../export/artifact.js";

/** Creates the file of a sampler, which takes a row of uniforms per sample. */
export function bitsSampler(
  params: BitsModelParams,
  { dim, card }: { readonly dim: number; readonly card: ModelCard },
): Artifact {
  const file = bitsSampleFile(params);
  const width = file.widths.uniforms!;
  const samplesOf = (uniforms: tf.Tensor2D) => file.compute({ uniforms }) as tf.Tensor2D;
  const bytes = tracedFileBytes(file, { card });
  const reference = ({ uniforms }: Readonly<Record<string, tf.Tensor>>) => ({
    samples: samplesOf(uniforms as tf.Tensor2D),
  });
  const sample = (key: Key, batch: number) => ({
    uniforms: {
      data: clearUniforms(samplesOf, { key, dim, shape: [batch, width] }),
      shape: [batch, width],
    },
  });
  return { file: "sampler.onnx", bytes, proof: { reference, sample, rows: 1 } };
}

/** The margin of rounding errors that could change a bit. */
const MARGIN = 1e-5;

/**
 * Generates uniforms, and replaces rows whose bits are decided by less than a margin. Another
 * runtime may round these to another bit, which would not be an error.
 */
function clearUniforms(
  samplesOf: (uniforms: tf.Tensor2D) => tf.Tensor2D,
  {
    key,
    dim,
    shape: [rows, width],
  }: { readonly key: Key; readonly dim: number; readonly shape: [number, number] },
): Float32Array {
  const out = uniform(foldIn(key, 0), rows * width);
  const shifted = (by: number): Float32Array =>
    tf.tidy(() => {
      const data = out.map((u) => Math.min(Math.max(u + by, 0), 1 - MARGIN));
      return samplesOf(tf.tensor2d(data, [rows, width])).dataSync<"float32">();
    });
  for (let attempt = 1; attempt < 10; attempt++) {
    const [low, high] = [shifted(-MARGIN), shifted(MARGIN)];
    const isClear = Array.from({ length: rows }, (_, row) =>
      low.subarray(row * dim, (row + 1) * dim).every((bit, j) => bit === high[row * dim + j]),
    );
    if (isClear.every(Boolean)) break;
    const others = uniform(foldIn(key, attempt), rows * width);
    for (const [row, clear] of isClear.entries()) {
      if (clear) continue;
      out.set(others.subarray(row * width, (row + 1) * width), row * width);
    }
  }
  return out;
}
