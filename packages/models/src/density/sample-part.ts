import * as tf from "@tensorflow/tfjs-core";
import type { MixedColumn } from "../chains/mixed-column.js";
import { sampleChain } from "../chains/sample-chain.js";
import { NOISE_PER_COLUMN } from "../chains/sample-slots.js";
import type { ClassMixture } from "./class-mixture.js";
import type { DensityPart, Kernels } from "./density-part.js";

/** Uniforms of one member: for the component, and for each column. */
interface Noise {
  /** Shape [rows]. */
  readonly component: tf.Tensor1D;
  /** Shape [rows, columns]. */
  readonly slot: tf.Tensor2D;
  /** Standard normals. Shape [rows, columns]. */
  readonly normal: tf.Tensor2D;
}

/**
 * Exact samples of each member of a part, in the units of the columns.
 *
 * @param uniforms On [0, 1): one, then three for each column. Shape [members, rows, 1 + 3 · columns].
 * @returns Shape [members, rows, columns].
 */
export function samplePart(
  part: DensityPart,
  columns: readonly MixedColumn[],
  uniforms: tf.Tensor3D,
): tf.Tensor3D {
  const [members, rows, width] = uniforms.shape;
  if (part.kind === "chain") {
    const own = tf.slice(uniforms, [0, 0, 1], [members, rows, width - 1]);
    return sampleChain(part.chain, columns, own);
  }
  const samples = Array.from({ length: members }, (_, m) => {
    const own = tf.slice(uniforms, [m, 0, 0], [1, rows, width]);
    return sampleMember(part, m, { columns, noise: noiseOf(tf.reshape(own, [rows, width])) });
  });
  return tf.stack(samples) as tf.Tensor3D;
}

function sampleMember(
  part: Exclude<DensityPart, { kind: "chain" }>,
  member: number,
  { columns, noise }: { readonly columns: readonly MixedColumn[]; readonly noise: Noise },
): tf.Tensor2D {
  if (part.kind === "classes") return sampleClasses(part.members[member]!, columns, noise);
  const z =
    part.kind === "kernels"
      ? sampleKernels(part, member, noise)
      : sampleGaussians(part.members[member]!, noise);
  const numbers = columns.filter((column) => column.kind === "number");
  const scales = tf.tensor1d(numbers.map(({ scale }) => scale));
  return tf.add(tf.mul(z, scales), tf.tensor1d(numbers.map(({ center }) => center)));
}

function noiseOf(uniforms: tf.Tensor2D): Noise {
  const [rows, width] = uniforms.shape;
  const columns = (width - 1) / NOISE_PER_COLUMN;
  const all = tf.reshape(tf.slice(uniforms, [0, 1], [rows, width - 1]), [
    rows,
    columns,
    NOISE_PER_COLUMN,
  ]);
  const take = (i: number): tf.Tensor2D =>
    tf.reshape(tf.slice(all, [0, 0, i], [rows, columns, 1]), [rows, columns]);
  // Box and Muller; 1 − u is never 0
  const radius = tf.sqrt(tf.mul(-2, tf.log(tf.sub(1, take(1)))));
  return {
    component: tf.reshape(tf.slice(uniforms, [0, 0], [rows, 1]), [rows]),
    slot: take(0),
    normal: tf.mul(radius, tf.cos(tf.mul(2 * Math.PI, take(2)))),
  };
}

type Gaussians = Extract<DensityPart, { kind: "gaussians" }>["members"][number];

function sampleGaussians({ logWeights, means, factors }: Gaussians, noise: Noise): tf.Tensor2D {
  const component = pick(logWeights, noise.component);
  const factor = tf.gather(
    tf.tensor3d(factors.map((rows) => rows.map((row) => [...row]))),
    component,
  );
  const spread: tf.Tensor2D = tf.sum(tf.mul(factor, tf.expandDims(noise.normal, 1)), 2);
  return tf.add(tf.gather(tf.tensor2d(means.map((row) => [...row])), component), spread);
}

function sampleKernels(
  { rows, sizes, without, factor }: Kernels,
  member: number,
  noise: Noise,
): tf.Tensor2D {
  const left = without[member]!;
  const start = sizes.slice(0, left).reduce((a, b) => a + b, 0);
  const others = rows.shape[0] - sizes[left]!;
  const place = tf.minimum(tf.floor(tf.mul(noise.component, others)), others - 1);
  const skipped = tf.mul(tf.cast(tf.greaterEqual(place, start), "float32"), sizes[left]!);
  const center = tf.gather(
    tf.tensor2d(rows.data, [...rows.shape]),
    tf.cast(tf.add(place, skipped), "int32") as tf.Tensor1D,
  );
  return tf.add(
    center,
    tf.matMul(noise.normal, tf.tensor2d(factor.map((row) => [...row])), false, true),
  );
}

function sampleClasses(
  { classes, logWeights, means, deviations, logSlots }: ClassMixture,
  columns: readonly MixedColumn[],
  noise: Noise,
): tf.Tensor2D {
  const component = pick([...logWeights], noise.component);
  const table = (data: Float32Array): tf.Tensor2D =>
    tf.gather(tf.tensor2d(data, [classes, columns.length]), component);
  const z = tf.add(table(means), tf.mul(table(deviations), noise.normal));
  const scales = columns.map((column) => (column.kind === "number" ? column.scale : 1));
  const centers = columns.map((column) => (column.kind === "number" ? column.center : 0));
  const numbers = tf.add(tf.mul(z, tf.tensor1d(scales)), tf.tensor1d(centers));
  const slots = logSlots.length / classes / columns.length;
  if (slots === 1) return numbers as tf.Tensor2D;
  const own = tf.gather(tf.tensor3d(logSlots, [classes, columns.length, slots]), component);
  const ends = tf.slice(
    tf.cumsum(tf.exp(own), 2),
    [0, 0, 0],
    [own.shape[0], columns.length, slots - 1],
  );
  const slot = tf.sum(tf.cast(tf.greaterEqual(tf.expandDims(noise.slot, 2), ends), "float32"), 2);
  // the last state of a column, which is a missing value if it has any
  const last = tf.tensor1d(columns.map((column) => (column.kind === "number" ? 0 : column.levels)));
  const state = tf.minimum(tf.relu(tf.sub(slot, 1)), last);
  const hasMissing = tf.tensor1d(columns.map(({ hasMissing }) => Number(hasMissing)));
  const isMissing = tf.mul(
    tf.mul(tf.cast(tf.greater(slot, 0), "float32"), tf.cast(tf.equal(state, last), "float32")),
    hasMissing,
  );
  const isNumber = tf.tensor1d(columns.map(({ kind }) => Number(kind === "number")));
  const value = tf.where(
    tf.equal(tf.tile(tf.expandDims(isNumber, 0), [own.shape[0], 1]), 1),
    numbers,
    state,
  );
  return tf.where(tf.equal(isMissing, 1), Number.NaN, value) as tf.Tensor2D;
}

/** The component that a uniform falls on. Shape [rows], int32. */
function pick(logWeights: readonly number[], u: tf.Tensor1D): tf.Tensor1D {
  let sum = 0;
  const bounds = logWeights.slice(0, -1).map((logWeight) => (sum += Math.exp(logWeight)));
  if (bounds.length === 0) return tf.cast(tf.mul(u, 0), "int32");
  const isAbove = tf.greaterEqual(tf.expandDims(u, 1), tf.tensor1d(bounds));
  return tf.sum(tf.cast(isAbove, "int32"), 1);
}
