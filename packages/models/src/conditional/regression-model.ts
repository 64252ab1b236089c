import { foldIn, gumbel, type Key, key as keyOf, split, uniform } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { NOISE_PER_COLUMN } from "../chains/sample-slots.js";
import { splitColumns } from "../chains/split-columns.js";
import { regressionCdfOf } from "./regression-cdf-of.js";
import { regressionLogProbOf } from "./regression-log-prob-of.js";
import type { RegressionParams } from "./regression-params.js";
import { regressionSummaryOf } from "./regression-summary-of.js";
import { sampleRegressionOf } from "./sample-regression-of.js";
import { tiltEnergies } from "./tilted-samples.js";

/** A density of targets given features. */
export interface RegressionModel {
  readonly params: RegressionParams;
  /** Returns log p(y|x), in nats and the units of the targets. Shape [rows]. */
  logProb(x: MatrixLike, y: MatrixLike): Promise<Float64Array>;
  /** Returns P(Yⱼ ≤ yⱼ | x) of each target. Shape [rows, targets]. */
  cdf(x: MatrixLike, y: MatrixLike): Promise<Matrix>;
  /**
   * Returns the mean and the standard deviation of each target, shapes [rows, targets], and its
   * quantiles, the levels of a target in turn, shape [rows, targets · levels].
   *
   * @param levels Default: 0.05, 0.5 and 0.95.
   */
  summary(
    x: MatrixLike,
    levels?: readonly number[],
  ): Promise<Readonly<Record<"mean" | "deviation" | "quantiles", Matrix>>>;
  /**
   * Returns samples, those of a row in turn. They are exact without an energy. With one, each is chosen
   * among 32 samples of the base. Shape [rows · samples, targets].
   */
  sample(
    x: MatrixLike,
    options?: { readonly samples?: number; readonly key?: Key },
  ): Promise<Matrix>;
  /** Frees the memory that the runtime holds. */
  dispose(): Promise<void>;
}

/** The largest number of rows in one call, without and with an energy. */
const CHUNK = 1024;
const TILTED_CHUNK = 64;

/** Number of samples of the base for each sample of a model with an energy. */
const CANDIDATES = 32;

/** Opens a fitted density of targets given features. */
export function openRegressionModel(params: RegressionParams): RegressionModel {
  const { features, columns } = params;
  const targets = columns.length;
  const [logProbOf, cdfOf] = [regressionLogProbOf(params), regressionCdfOf(params)];
  const sampleOf = sampleRegressionOf(params);
  const chunk = params.tilt ? TILTED_CHUNK : CHUNK;
  type Pair = { x: tf.Tensor2D; y: tf.Tensor2D };
  const logProb = compile((it: Pair) => logProbOf(it));
  const cdf = compile((it: Pair) => cdfOf(it));
  const sampler = compile((it: { x: tf.Tensor2D; uniforms: tf.Tensor2D }) => sampleOf(it));
  const energies = compile(({ x, y }: Pair) =>
    tiltEnergies(params, x, tf.expandDims<tf.Tensor3D>(y, 1)),
  );
  const sampleBase = async (x: Matrix, samples: number, key: Key) => {
    const [rows, width] = x.shape;
    const noiseWidth = 2 + NOISE_PER_COLUMN * targets;
    const repeated = new Float32Array(rows * samples * width);
    const uniforms = new Float32Array(rows * samples * noiseWidth);
    for (let row = 0; row < rows; row++) {
      const values = x.data.subarray(row * width, (row + 1) * width);
      for (let s = 0; s < samples; s++) repeated.set(values, (row * samples + s) * width);
      uniforms.set(uniform(foldIn(key, row), samples * noiseWidth), row * samples * noiseWidth);
    }
    const feeds = {
      x: { data: repeated, shape: [rows * samples, width] as const },
      uniforms: { data: uniforms, shape: [rows * samples, noiseWidth] as const },
    };
    const y = await byChunk(feeds, CHUNK, (it) => sampler(it as Feeds<"x" | "uniforms">));
    return { x: feeds.x, y };
  };

  return {
    params,
    async logProb(x, y) {
      const rows = checked("logProb", { x: [x, features], y: [y, targets] });
      return Float64Array.from(
        (await byChunk(rows, chunk, (it) => logProb(it as Feeds<"x" | "y">))).data,
      );
    },
    async cdf(x, y) {
      const rows = checked("cdf", { x: [x, features], y: [y, targets] });
      return byChunk(rows, chunk, (it) => cdf(it as Feeds<"x" | "y">));
    },
    async summary(x, levels = [0.05, 0.5, 0.95]) {
      const rows = checked("summary", { x: [x, features] });
      const summaryOf = regressionSummaryOf(params, levels);
      const run = compile(({ x }: { x: tf.Tensor2D }) => {
        const { mean, deviation, quantiles } = summaryOf(x);
        const flat = tf.reshape(quantiles, [x.shape[0], targets * levels.length]);
        return tf.concat([mean, deviation, flat], 1);
      });
      try {
        const all = await byChunk(rows, chunk, (it) => run(it as Feeds<"x">));
        const [mean, deviation, quantiles] = splitColumns(all, [
          targets,
          targets,
          targets * levels.length,
        ]);
        return { mean: mean!, deviation: deviation!, quantiles: quantiles! };
      } finally {
        await run.dispose();
      }
    },
    async sample(x, { samples = 1, key = keyOf(0) } = {}) {
      checkCount("RegressionModel.sample", { samples });
      const { x: own } = checked("sample", { x: [x, features] });
      if (!params.tilt) return (await sampleBase(own!, samples, key)).y;
      const [baseKey, chooseKey] = split(key, 2);
      const base = await sampleBase(own!, samples * CANDIDATES, baseKey);
      const { data } = await byChunk(base, CHUNK, (it) => energies(it as Feeds<"x" | "y">));
      const noise = gumbel(chooseKey, data.length);
      const out = new Float32Array((data.length / CANDIDATES) * targets);
      for (let place = 0; place * CANDIDATES < data.length; place++) {
        let best = place * CANDIDATES;
        for (let i = best; i < (place + 1) * CANDIDATES; i++) {
          if (noise[i]! - data[i]! > noise[best]! - data[best]!) best = i;
        }
        out.set(base.y.data.subarray(best * targets, (best + 1) * targets), place * targets);
      }
      return { data: out, shape: [data.length / CANDIDATES, targets] };
    },
    async dispose() {
      await Promise.all([logProb, cdf, sampler, energies].map((run) => run.dispose()));
    },
  };
}

type Feeds<Names extends string> = Readonly<Record<Names, Matrix>>;

/** Runs chunks of rows one after another, and joins the outputs. */
async function byChunk(
  feeds: Readonly<Record<string, Matrix>>,
  chunk: number,
  run: (feeds: Readonly<Record<string, Matrix>>) => Promise<{ output: { data: Float32Array } }>,
): Promise<Matrix> {
  const rows = Object.values(feeds)[0]!.shape[0];
  let joined: Float32Array | undefined;
  let width = 0;
  for (let start = 0; start < rows; start += chunk) {
    const size = Math.min(chunk, rows - start);
    const part = Object.entries(feeds).map(
      ([
        name,
        {
          data,
          shape: [, columns],
        },
      ]) => {
        const own = data.slice(start * columns, (start + size) * columns);
        return [name, { data: own, shape: [size, columns] as const }] as const;
      },
    );
    const { output } = await run(Object.fromEntries(part));
    width = output.data.length / size;
    joined ??= new Float32Array(rows * width);
    joined.set(output.data, start * width);
  }
  return { data: joined ?? new Float32Array(), shape: [rows, width] };
}

/** Checks finite matrices of a number of columns and of the same rows. */
function checked<Names extends string>(
  method: string,
  matrices: Readonly<Record<Names, readonly [MatrixLike, columns: number]>>,
): Record<Names, Matrix> {
  const where = `RegressionModel.${method}`;
  const entries = Object.entries(matrices) as [Names, readonly [MatrixLike, number]][];
  const rows = entries[0]![1][0].shape?.[0];
  const own = entries.map(([name, [matrix, columns]]) => {
    checkMatrix(where, { [name]: matrix });
    const { shape } = matrix;
    if (shape[0] !== rows || shape[1] !== columns) {
      throw new EbmError(
        `${where}: \`${name}\` has shape [${shape}], expected [${rows}, ${columns}].`,
      );
    }
    const data = Float32Array.from(matrix.data);
    const place = data.findIndex((value) => !Number.isFinite(value));
    if (place < 0) return [name, { data, shape }] as const;
    throw new EbmError(
      `${where}: \`${name}\` has ${data[place]} at row ${Math.floor(place / columns)}, expected finite numbers.`,
    );
  });
  return Object.fromEntries(own) as Record<Names, Matrix>;
}
