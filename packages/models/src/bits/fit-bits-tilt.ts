import { type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { fitTilt } from "../tilt/fit-tilt.js";
import { openTilt } from "../tilt/open-tilt.js";
import { type TiltGains, tiltGains } from "../tilt/tilt-gains.js";
import { type TiltVerdict, tiltGuard } from "../tilt/tilt-guard.js";
import { drawTiltPoints } from "../tilt/tilt-points.js";
import type { TiltRows } from "../tilt/tilt-rows.js";
import { allStates, stateCount } from "./all-states.js";
import { annealedLogPartition } from "./annealed-log-partition.js";
import { indicators } from "./bit-columns.js";
import { bitRows } from "./bit-rows.js";
import type { BitsBase } from "./bits-base.js";
import { type BitsBaseParams, openBitsBase } from "./bits-params.js";
import { type BitsTiltParams, bitsTilt } from "./bits-tilt.js";
import { exactBitsPartition } from "./exact-bits-partition.js";

export interface FitBitsTiltInputs {
  readonly base: BitsBaseParams;
  readonly train: Matrix;
  readonly validation: Matrix;
  readonly key: Key;
  readonly threads: number;
  readonly signal: AbortSignal | undefined;
  /** Called at each check with the gain. */
  readonly onCheck: (gain: number) => void;
}

export interface FittedBitsTilt {
  /** Undefined if the tilt is not kept. */
  readonly params: BitsTiltParams | undefined;
  readonly verdict: TiltVerdict;
}

/** log Z is a sum over all rows of bits if there are at most so many: in a step, a check, the end. */
const EXACT_STEPS = 2 ** 10;
const EXACT_CHECKS = 2 ** 14;
const EXACT_END = 2 ** 20;

/** The share of effective samples from which on they are trusted alone, and the least of all. */
const [ENOUGH, LEAST] = [0.2, 0.1];

/** Number of samples of the base that estimate log Z at the end. */
const SAMPLES = 100_000;

/** Fits an MLP energy on top of a base of bits by SNL, under the guard. */
export async function fitBitsTilt(inputs: FitBitsTiltInputs): Promise<FittedBitsTilt> {
  const { key, threads, signal, onCheck } = inputs;
  const base = openBitsBase(inputs.base);
  const { columns } = base;
  const [initKey, fitKey, finalKey, annealKey] = split(key, 4);
  const [train, validation] = [inputs.train, inputs.validation].map((values) => ({
    data: indicators(columns, values.data),
    shape: [values.shape[0], columns.width] as const,
  })) as [Matrix, Matrix];
  const shape = { hidden: [128, 128], center: columnMeans(train) };
  const tilt = bitsTilt(shape, initKey);
  const count = stateCount(columns);
  const states = count <= EXACT_CHECKS ? statesOf(base) : undefined;
  const rowsOf = (y: Matrix, mostStates: number): TiltRows => ({
    y,
    sample: ({ samples, key }) => indicators(columns, base.sample(samples, key)),
    ...(states && count <= mostStates && { states }),
  });
  const { params, kept, verdict } = await fitTilt({
    tilt,
    train: rowsOf(train, EXACT_STEPS),
    validation: rowsOf(validation, EXACT_CHECKS),
    key: fitKey,
    steps: 1000,
    patience: 12,
    learningRate: 2e-3,
    l2: 1e-4,
    guard: { minShare: LEAST },
    threads,
    signal,
    onProgress: ({ verdict }) => onCheck(verdict.gain),
  });
  if (!kept) return { params: undefined, verdict };
  const opened = openTilt(tilt, params, { threads });
  try {
    const isExact = count <= EXACT_END;
    const rows = rowsOf(validation, 0);
    const points = await drawTiltPoints(rows, { samples: isExact ? 1 : SAMPLES, key: finalKey });
    const gains = await tiltGains(opened, rows, points);
    const own: LogPartition = isExact
      ? { logPartition: await exactBitsPartition(base, opened), standardError: 0, method: "exact" }
      : sampledLogPartition(gains);
    const fitted = { ...shape, params, ...own };
    const isTrusted = gains.effectiveSamples[0]! >= ENOUGH * SAMPLES;
    if (isExact || isTrusted) {
      const final = isExact ? judged(gains, own) : tiltGuard(gains);
      return { params: final.kept ? fitted : undefined, verdict: final };
    }
    const annealing = { params: { base: inputs.base, tilt: fitted }, key: annealKey, threads };
    const annealed = await annealedLogPartition(annealing);
    // both estimates are too low in expectation
    const higher: LogPartition =
      annealed.logPartition > own.logPartition ? { ...annealed, method: "annealed" } : own;
    const final = judged(gains, higher);
    return { params: final.kept ? { ...fitted, ...higher } : undefined, verdict: final };
  } finally {
    await opened.dispose();
  }
}

type LogPartition = Pick<BitsTiltParams, "logPartition" | "standardError" | "method">;

/** log Z by importance samples of the base. */
function sampledLogPartition({ logPartitions, effectiveSamples }: TiltGains): LogPartition {
  const standardError = Math.sqrt(1 / effectiveSamples[0]! - 1 / SAMPLES);
  return { logPartition: logPartitions[0]!, standardError, method: "importance" };
}

/** Judges a tilt on validation rows with a log Z that is not from samples of the base. */
function judged(
  gains: TiltGains,
  { logPartition, standardError, method }: LogPartition,
): TiltVerdict {
  const shift = logPartition - gains.logPartitions[0]!;
  const shifted = Array.from(gains.gains, (gain) => gain - shift);
  const exact = tiltGuard({ ...gains, gains: shifted, effectiveSamples: [Infinity] });
  if (method === "exact") return exact;
  const { gain } = exact;
  const total = Math.hypot(exact.standardError, standardError);
  const kept = gain > 2 * total;
  return {
    gain,
    standardError: total,
    effectiveSamples: gains.effectiveSamples[0]!,
    effectiveShare: gains.effectiveSamples[0]! / gains.samples,
    eligible: true,
    kept,
    reason: `The gain of ${gain.toFixed(4)} nats is ${kept ? "" : "not "}more than two standard errors of ${total.toFixed(4)}, with the higher of two estimates of log Z.`,
  };
}

function statesOf(base: BitsBase): NonNullable<TiltRows["states"]> {
  const { columns } = base;
  const all = allStates(columns);
  const rows = bitRows("fitBits", all, columns.levels);
  const logProb = base.logProb(rows);
  const shape = [all.shape[0], columns.width] as const;
  return { y: { data: indicators(columns, all.data), shape }, logProb: () => logProb };
}

function columnMeans({ data, shape: [rows, columns] }: Matrix): Float32Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i < data.length; i++) sums[i % columns]! += data[i]!;
  return Float32Array.from(sums, (sum) => sum / rows);
}
