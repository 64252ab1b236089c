import { foldIn, type Key, split, uniform } from "@ebm/core";
import { logMeanExp } from "@ebm/core/float64";
import { type Matrix, takeRows } from "@ebm/datasets";
import type { MixedColumn } from "../chains/mixed-column.js";
import { fitTilt } from "../tilt/fit-tilt.js";
import { openTilt } from "../tilt/open-tilt.js";
import { drawTiltPoints } from "../tilt/tilt-points.js";
import type { TiltSampleRequest } from "../tilt/tilt-rows.js";
import type { DensityTiltParams } from "./density-params.js";
import type { DensityStack } from "./density-stack.js";
import { densityTilt } from "./density-tilt.js";
import { openStackSampler } from "./stack-sampler.js";

export interface FitDensityTiltsInputs {
  readonly base: DensityStack;
  readonly rows: Matrix;
  readonly folds: Int32Array;
  readonly key: Key;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the gain so far of the fold that is fitted. */
  readonly onCheck?: ((gain: number) => void) | undefined;
}

export interface FittedDensityTilts {
  readonly tilts: readonly DensityTiltParams[];
  readonly verdict: DensityTiltVerdict;
  /** −f − log Z of each row, by the energy that did not see it. Shape [rows]. */
  readonly gains: Float64Array;
  /** Samples of the base and what the energies multiply their density by, to say where it changes. */
  readonly samples: Matrix;
  readonly ratios: Float64Array;
}

/** The judgment of held-out rows on the energies. Gains are in nats per row. */
export interface DensityTiltVerdict {
  readonly gain: number;
  readonly standardError: number;
  /** The mean share of the samples that is effective. */
  readonly effectiveShare: number;
  /** Whether the energies should be used: the gain is more than three standard errors. */
  readonly kept: boolean;
  /** Such as "kept: +0.45 ± 0.05 nats". */
  readonly reason: string;
}

/** Number of standard errors that the gain has to exceed: the best step is chosen on the same rows. */
const STRICTNESS = 3;

/** Samples of a member that training and the estimate of log Z use. */
const POOL = 40_000;

/**
 * Fits an energy on top of each member of a stack, with rows that the member has seen, and stops and
 * judges it with the others: base and energy are new to the same rows.
 */
export async function fitDensityTilts(inputs: FitDensityTiltsInputs): Promise<FittedDensityTilts> {
  const { base, rows, folds, key, threads, signal, onCheck } = inputs;
  const sampler = openStackSampler(base);
  const tilts: DensityTiltParams[] = [];
  const gains = new Float64Array(folds.length);
  const ratios: number[] = [];
  const drawn: Matrix[] = [];
  let [gain, variance, effectiveShare, eligible] = [0, 0, 0, true];
  try {
    for (let member = 0; member < base.members; member++) {
      const [poolKey, fitKey, lastKey, noiseKey] = split(foldIn(key, member), 4);
      const inside = Int32Array.from(folds.keys()).filter((row) => folds[row] !== member);
      const outside = Int32Array.from(folds.keys()).filter((row) => folds[row] === member);
      const pool = await sampler.sample(member, POOL, poolKey);
      const tilt = densityTilt(base.columns, fitKey);
      const validation = {
        y: takeRows(rows, outside),
        sample: async ({ samples, key }: TiltSampleRequest) =>
          (await sampler.sample(member, samples, key)).data,
      };
      const fitted = await fitTilt({
        tilt,
        train: {
          y: blurred(takeRows(rows, inside), base.columns, noiseKey),
          sample: (request) => someOf(pool, request),
        },
        validation,
        key: fitKey,
        steps: 1000,
        samples: 1024,
        patience: 8,
        learningRate: 1e-3,
        guard: { minEffective: 1000, minShare: 0.03 },
        threads,
        signal,
        onProgress: ({ verdict }) => onCheck?.(verdict.gain),
      });
      const share = outside.length / folds.length;
      gain += share * fitted.verdict.gain;
      variance += (share * fitted.verdict.standardError) ** 2;
      effectiveShare += fitted.verdict.effectiveShare / base.members;
      eligible &&= fitted.verdict.eligible;
      const open = openTilt(tilt, fitted.params, { threads });
      const points = await drawTiltPoints(validation, { samples: POOL, key: lastKey });
      const energies = await open.energies(
        { data: points.y, shape: [1, POOL, rows.shape[1]] },
        undefined,
      );
      const logWeights = Float64Array.from(energies, (energy) => -energy);
      const logPartition = logMeanExp(logWeights);
      const weights = logWeights.map((logWeight) => Math.exp(logWeight - logPartition));
      const squares = weights.reduce((sum, weight) => sum + (weight - 1) ** 2, 0) / POOL;
      tilts.push({ params: fitted.params, logPartition, standardError: Math.sqrt(squares / POOL) });
      const { data, shape } = validation.y;
      const own = await open.energies({ data, shape: [1, ...shape] }, undefined);
      for (const [i, row] of outside.entries()) gains[row] = -own[i]! - logPartition;
      await open.dispose();
      drawn.push({ data: points.y, shape: [POOL, rows.shape[1]] });
      ratios.push(...weights);
    }
  } finally {
    await sampler.dispose();
  }
  const standardError = Math.sqrt(variance);
  const kept = eligible && gain > STRICTNESS * standardError;
  const size = `${gain < 0 ? "−" : "+"}${Math.abs(gain).toFixed(3)} ± ${standardError.toFixed(3)} nats`;
  return {
    tilts,
    verdict: {
      gain,
      standardError,
      effectiveShare,
      kept,
      reason: kept
        ? `kept: ${size}`
        : `refused: ${size}${eligible ? "" : ", with too few effective samples"}`,
    },
    gains,
    samples: joined(drawn),
    ratios: Float64Array.from(ratios),
  };
}

/** As many samples of a pool as asked for, from a random place on. */
function someOf(pool: Matrix, { samples, key }: TiltSampleRequest): Float32Array {
  const [count, width] = pool.shape;
  const start = Math.floor(uniform(key, 1)[0]! * count);
  const out = new Float32Array(samples * width);
  for (let i = 0; i < samples; i++) {
    const row = (start + i) % count;
    out.set(pool.data.subarray(row * width, (row + 1) * width), i * width);
  }
  return out;
}

/**
 * Copies of the rows with noise as wide as the resolution of each column. Samples have it too:
 * otherwise an energy would learn the grid of the values, which no density can have.
 */
function blurred(rows: Matrix, columns: readonly MixedColumn[], key: Key): Matrix {
  const [count, width] = rows.shape;
  const copies = Math.max(1, Math.min(8, Math.ceil(4000 / count)));
  const noise = uniform(key, copies * rows.data.length);
  const data = noise.map((u, i) => {
    const column = columns[i % width]!;
    const value = rows.data[i % rows.data.length]!;
    return column.kind === "number" ? value + (u - 0.5) * column.step * column.scale : value;
  });
  return { data, shape: [copies * count, width] };
}

function joined(parts: readonly Matrix[]): Matrix {
  const width = parts[0]!.shape[1];
  const rows = parts.reduce((sum, { shape }) => sum + shape[0], 0);
  const data = new Float32Array(rows * width);
  let end = 0;
  for (const part of parts) {
    data.set(part.data, end);
    end += part.data.length;
  }
  return { data, shape: [rows, width] };
}
