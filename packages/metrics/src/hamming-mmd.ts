import { checkOneOf } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import { checkBits } from "./bits.js";

/** Two sets of rows of zeros and ones with the same number of columns. */
export interface BitSamples {
  /** The rows of the model. Shape [rows, dim]. */
  readonly samples: MatrixLike;
  /** The rows of the data. Shape [other rows, dim]. */
  readonly reference: MatrixLike;
}

/**
 * Estimates the squared maximum mean discrepancy with the kernel k(x, y) = d − Hamming(x, y). The
 * estimate is unbiased, so it can be negative:
 *
 *   Σ_{i≠j} k(xᵢ, xⱼ)/n(n−1) + Σ_{i≠j} k(yᵢ, yⱼ)/m(m−1) − 2 Σᵢⱼ k(xᵢ, yⱼ)/nm.
 *
 * It uses the closed form k = (d + ⟨s, t⟩)/2 with signs s = 2x − 1. Its expected value is
 * 2‖E x − E y‖², which depends only on the means of the bits. Papers report it as "MMD".
 *
 * Reference: Liu, Liu, Ji. Gradient-Guided Importance Sampling for Learning Binary Energy-Based
 * Models. ICLR 2023. https://arxiv.org/abs/2210.05782
 */
export function linearHammingMmd(inputs: BitSamples): number {
  const dim = checkSamples("linearHammingMmd", inputs, 2);
  const [x, y] = [signSums(inputs.samples), signSums(inputs.reference)];
  const [n, m] = [inputs.samples.shape[0], inputs.reference.shape[0]];
  const within = (sums: Float64Array, rows: number): number =>
    (dot(sums, sums) - rows * dim) / (rows * (rows - 1));
  return (within(x, n) + within(y, m) - (2 * dot(x, y)) / (n * m)) / 2;
}

/**
 * Estimates the squared maximum mean discrepancy with the kernel
 * k(x, y) = exp(−bandwidth · Hamming(x, y)), which is sensitive to the whole distribution.
 *
 * @param options.estimator `unbiased` excludes the pairs of a row with itself, and can be negative.
 *   `biased` compares the samples themselves, and is 0 only if they are the same.
 *
 * Reference: Zhang, Malkin, Liu, Volokhova, Courville, Bengio. Generative Flow Networks for
 * Discrete Probabilistic Modeling. ICML 2022. https://arxiv.org/abs/2202.01361
 */
export function exponentialHammingMmd(
  inputs: BitSamples,
  {
    bandwidth = 0.1,
    estimator = "unbiased",
  }: { readonly bandwidth?: number; readonly estimator?: "unbiased" | "biased" } = {},
): number {
  checkOneOf("exponentialHammingMmd", { estimator }, ["unbiased", "biased"]);
  const unbiased = estimator === "unbiased";
  const dim = checkSamples("exponentialHammingMmd", inputs, unbiased ? 2 : 1);
  const [x, y] = [pack(inputs.samples), pack(inputs.reference)];
  const kernel = Float64Array.from({ length: dim + 1 }, (_, h) => Math.exp(-bandwidth * h));
  const within = (rows: Packed): number => {
    const pairs = dot(distances(rows, rows, dim), kernel);
    const n = rows.count;
    // a row is at distance 0 from itself
    return unbiased ? (pairs - n) / (n * (n - 1)) : pairs / (n * n);
  };
  const across = dot(distances(x, y, dim), kernel) / (x.count * y.count);
  return within(x) + within(y) - 2 * across;
}

function checkSamples(where: string, inputs: BitSamples, least: number): number {
  const [rows, dim] = checkBits(where, "samples", inputs.samples);
  const [others, otherDim] = checkBits(where, "reference", inputs.reference);
  if (Math.min(rows, others) < least || dim !== otherDim) {
    throw new EbmError(
      `${where}: \`samples\` has shape [${rows}, ${dim}] and \`reference\` [${others}, ${otherDim}], expected the same number of columns, and at least ${least} rows.`,
    );
  }
  return dim;
}

/** Computes Σ over rows of 2x − 1, column by column. */
function signSums({ data, shape: [rows, columns] }: MatrixLike): Float64Array {
  const sums = new Float64Array(columns).fill(-rows);
  for (let i = 0; i < data.length; i++) sums[i % columns] = sums[i % columns]! + 2 * data[i]!;
  return sums;
}

interface Packed {
  readonly words: Uint32Array;
  readonly count: number;
}

/** Packs rows into 32-bit words. */
function pack({ data, shape: [rows, columns] }: MatrixLike): Packed {
  const width = Math.ceil(columns / 32);
  const words = new Uint32Array(rows * width);
  for (let i = 0; i < data.length; i++) {
    const column = i % columns;
    const word = Math.floor(i / columns) * width + (column >> 5);
    words[word] = words[word]! | (data[i]! << (column & 31));
  }
  return { words, count: rows };
}

/** Counts the pairs of rows at distances 0, 1, …, dim. */
function distances(x: Packed, y: Packed, dim: number): Float64Array {
  const width = x.words.length / x.count;
  const counts = new Float64Array(dim + 1);
  for (let i = 0; i < x.words.length; i += width) {
    for (let j = 0; j < y.words.length; j += width) {
      let distance = 0;
      for (let k = 0; k < width; k++) distance += bitCount(x.words[i + k]! ^ y.words[j + k]!);
      counts[distance] = counts[distance]! + 1;
    }
  }
  return counts;
}

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
