import { foldIn, type Key, permutation, split, uniform } from "@ebm/core";
import { type Matrix, takeRows } from "@ebm/datasets";
import { type Checkpoint, compile } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { beside } from "../chains/beside.js";
import type { Chain } from "../chains/chain.js";
import { chainMember } from "../chains/chain-member.js";
import { chooseSamples } from "../chains/choose-samples.js";
import type { NumberColumn } from "../chains/mixed-column.js";
import { sampleChain } from "../chains/sample-chain.js";
import { NOISE_PER_COLUMN } from "../chains/sample-slots.js";
import { pause } from "../members/pause.js";
import { fitTilt } from "../tilt/fit-tilt.js";
import type { TiltRows, TiltSampleRequest } from "../tilt/tilt-rows.js";
import { regressionTilt } from "./regression-tilt.js";

/** The judgment of held-out rows on an energy. Gains are in nats per row. */
export interface RegressionTiltVerdict {
  readonly gain: number;
  readonly standardError: number;
  /** The mean share of the samples of the base that is effective. */
  readonly effectiveShare: number;
  /** Whether the energy is used: the gain is more than three standard errors. */
  readonly kept: boolean;
  /** Such as "kept: +0.19 ± 0.03 nats". */
  readonly reason: string;
}

export interface FitRegressionTiltInputs {
  readonly columns: readonly NumberColumn[];
  readonly chains: readonly Chain[];
  readonly weights: readonly number[];
  /** The inputs of chains, and the guesses of models that did not see the row. */
  readonly context: { readonly inputs: Matrix; readonly offsets: Matrix };
  readonly y: Matrix;
  readonly folds: Int32Array;
  readonly key: Key;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
}

/** Samples of the base of each row that training and log Z use. */
const POOL = 256;

/** Rows whose samples are drawn at once, and the largest number of rows. */
const BLOCK = 16;
const MOST_ROWS = 4000;

/**
 * Fits an energy on top of a density of targets given features. The base of each row is the mixture of
 * the members that did not see it. Rows of a quarter of the folds stop and judge the energy.
 */
export async function fitRegressionTilt(inputs: FitRegressionTiltInputs): Promise<{
  readonly params: Checkpoint["params"];
  readonly verdict: RegressionTiltVerdict;
}> {
  const { columns, key, threads, signal } = inputs;
  const { context, y, folds } = someRows(inputs);
  const [poolKey, fitKey, noiseKey] = split(key, 3);
  const pool = await drawPool({ ...inputs, context, folds }, poolKey);
  // samples differ from the grid of the values by noise, which an energy would see
  const noise = uniform(noiseKey, y.data.length);
  const widths = columns.map(({ step, scale }) => step * scale);
  const data = y.data.map((value, i) => value + (noise[i]! - 0.5) * widths[i % widths.length]!);
  const blurred = { data, shape: y.shape };
  const members = Math.max(...folds) + 1;
  const isValidation = (row: number): boolean => folds[row]! < Math.ceil(members / 4);
  const all = Int32Array.from(folds.keys());
  const part = (rows: Int32Array): TiltRows => ({
    y: takeRows(blurred, rows),
    x: takeRows(beside(context.inputs, context.offsets), rows),
    sample: (request) =>
      someOf(pool, y.shape[1], { ...request, rows: request.rows.map((i) => rows[i]!) }),
  });
  const { params, verdict, step } = await fitTilt({
    tilt: regressionTilt(columns, context.inputs.shape[1], fitKey),
    train: part(all.filter((row) => !isValidation(row))),
    validation: part(all.filter(isValidation)),
    key: fitKey,
    logPartitionHidden: [32],
    steps: 1000,
    samples: 16,
    checkSamples: POOL,
    patience: 24,
    learningRate: 3e-3,
    guard: { minEffective: 16, minShare: 0.1 },
    threads,
    signal,
  });
  const { standardError, effectiveShare, eligible } = verdict;
  // without a better step, the energy is 0
  const gain = step === 0 ? 0 : verdict.gain;
  const kept = verdict.kept && step > 0;
  const sign = gain < 0 ? "−" : "+";
  const size = `${sign}${Math.abs(gain).toFixed(3)} ± ${standardError.toFixed(3)} nats`;
  const few = eligible ? "" : ", with too few effective samples";
  return {
    params,
    verdict: {
      gain,
      standardError,
      effectiveShare,
      kept,
      reason: `${kept ? "kept" : "refused"}: ${size}${few}`,
    },
  };
}

/** All rows, or as many as the energy learns from. */
function someRows({
  context,
  y,
  folds,
  key,
}: FitRegressionTiltInputs): Pick<FitRegressionTiltInputs, "context" | "y" | "folds"> {
  if (folds.length <= MOST_ROWS) return { context, y, folds };
  const rows = permutation(foldIn(key, 1), folds.length).subarray(0, MOST_ROWS);
  return {
    context: {
      inputs: takeRows(context.inputs, rows),
      offsets: takeRows(context.offsets, rows),
    },
    y: takeRows(y, rows),
    folds: Int32Array.from(rows, (row) => folds[row]!),
  };
}

/** Samples of each row by the members that did not see it. Shape [rows, POOL · targets]. */
async function drawPool(
  { columns, chains, weights, context, folds, signal }: FitRegressionTiltInputs,
  key: Key,
): Promise<Matrix> {
  const targets = columns.length;
  const width = 2 + NOISE_PER_COLUMN * targets;
  const out = new Float32Array(folds.length * POOL * targets);
  for (let member = 0; member <= Math.max(...folds); member++) {
    const own = chains.map((chain) => chainMember(chain, member));
    const run = compile(
      (it: { inputs: tf.Tensor2D; offsets: tf.Tensor2D; uniforms: tf.Tensor2D }) => {
        const [rows] = it.uniforms.shape;
        const noise: tf.Tensor3D = tf.expandDims(
          tf.slice(it.uniforms, [0, 2], [rows, width - 2]),
          0,
        );
        const samples = own.map((chain) => sampleChain(chain, columns, noise, it));
        return chooseSamples({ samples, weights, uniforms: it.uniforms });
      },
    );
    const rows = Int32Array.from(folds.keys()).filter((row) => folds[row] === member);
    for (let start = 0; start < rows.length; start += BLOCK) {
      await pause(signal);
      const block = rows.subarray(start, start + BLOCK);
      const repeated = Int32Array.from(
        { length: block.length * POOL },
        (_, i) => block[Math.floor(i / POOL)]!,
      );
      const uniforms = uniform(foldIn(foldIn(key, member), start), repeated.length * width);
      const { output } = await run({
        inputs: takeRows(context.inputs, repeated),
        offsets: takeRows(context.offsets, repeated),
        uniforms: { data: uniforms, shape: [repeated.length, width] },
      });
      const size = POOL * targets;
      for (const [k, row] of block.entries()) {
        out.set(output.data.subarray(k * size, (k + 1) * size), row * size);
      }
    }
    await run.dispose();
  }
  return { data: out, shape: [folds.length, POOL * targets] };
}

/** As many samples of each row as asked for, from a random place of its pool on. */
function someOf(
  { data }: Matrix,
  targets: number,
  { rows, samples, key }: TiltSampleRequest,
): Float32Array {
  const starts = uniform(key, rows.length);
  const out = new Float32Array(rows.length * samples * targets);
  for (const [i, row] of rows.entries()) {
    const start = Math.floor(starts[i]! * POOL);
    for (let s = 0; s < samples; s++) {
      const from = (row * POOL + ((start + s) % POOL)) * targets;
      out.set(data.subarray(from, from + targets), (i * samples + s) * targets);
    }
  }
  return out;
}
