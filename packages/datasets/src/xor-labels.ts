import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import { type Key, normal, split } from "@ebm/core/random";
import type { Matrix } from "./matrix.js";
import { uniform64 } from "./uniform64.js";

/** Inputs and labels with a known distribution. */
export interface XorLabels {
  /** Number of features. */
  readonly features: number;
  /** Pairs: x of standard normals, y of zeros and ones. Shapes [count, features] and [count, labels]. */
  sample(key: Key, count: number): { readonly x: Matrix; readonly y: Matrix };
  /** log p(y | x) row by row, in nats. Shape [rows]. */
  logProb(pairs: { readonly x: MatrixLike; readonly y: MatrixLike }): Float64Array;
}

export interface XorLabelsOptions {
  /** Number of labels. */
  readonly labels: number;
  /** β, the strength of the couplings. */
  readonly strength: number;
  /** Whether an anchor ties the first label to x. Default: false. */
  readonly anchored?: boolean;
}

/**
 * Labels of which only the differences are known: with s = 2y − 1, x tells whether neighbors agree,
 *
 *   p(y | x) = p(s₁ | x) · Πᵢ σ(2β xᵢ sᵢsᵢ₊₁),   i = 1, …, labels − 1.
 *
 * A pairwise energy (Ising) with couplings linear in x is p exactly. Without an anchor p(s₁ | x) is
 * ½, every marginal is ½ whatever x is, and no distribution of independent labels has a mean
 * −log p(y | x) below labels · log 2. With one, x₀ comes first and p(s₁ | x) = σ(2β x₀ s₁): the
 * mean of sᵢ is a product of tanh's of i features, with which no linear function of x correlates
 * for i > 1, so that independent labels with linear scores have (labels − 1) · log 2 and more.
 */
export function xorLabels({ labels, strength, anchored = false }: XorLabelsOptions): XorLabels {
  checkCount("xorLabels", { labels }, { least: 2 });
  if (!Number.isFinite(strength)) {
    throw new EbmError(`xorLabels: \`strength\` is ${strength}, expected a finite number.`);
  }
  const features = anchored ? labels : labels - 1;
  // log-odds of sᵢsᵢ₊₁ = 1, the first beside a spin that is always 1
  const logOdds = (x: ArrayLike<number>, row: number, i: number): number => {
    if (!anchored && i === 0) return 0;
    return 2 * strength * x[row * features + i - (anchored ? 0 : 1)]!;
  };
  return {
    features,
    sample(key, count) {
      checkCount("xorLabels.sample", { count });
      const [forX, forY] = split(key, 2);
      const x = normal(forX, count * features);
      const uniforms = uniform64(forY, count * labels);
      const y = new Float32Array(count * labels);
      for (let row = 0; row < count; row++) {
        for (let i = 0, before = 1; i < labels; i++) {
          const at = row * labels + i;
          const same = uniforms[at]! < 1 / (1 + Math.exp(-logOdds(x, row, i)));
          before = y[at] = same ? before : 1 - before;
        }
      }
      return { x: { data: x, shape: [count, features] }, y: { data: y, shape: [count, labels] } };
    },
    logProb({ x, y }) {
      const rows = x.shape[0];
      if (x.shape[1] !== features || y.shape[0] !== rows || y.shape[1] !== labels) {
        throw new EbmError(
          `xorLabels.logProb: \`x\` has shape [${x.shape.join(", ")}] and \`y\` [${y.shape.join(", ")}], expected [rows, ${features}] and [rows, ${labels}].`,
        );
      }
      return Float64Array.from({ length: rows }, (_, row) => {
        let sum = 0;
        for (let i = 0; i < labels; i++) {
          const at = row * labels + i;
          const same = y.data[at] === (i === 0 ? 1 : y.data[at - 1]);
          sum -= softplus((same ? -1 : 1) * logOdds(x.data, row, i));
        }
        return sum;
      });
    },
  };
}

function softplus(v: number): number {
  return Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
}
