import { type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { binaryStates } from "@ebm/metrics";
import { fitTilt } from "../tilt/fit-tilt.js";
import { openTilt } from "../tilt/open-tilt.js";
import { tiltGains } from "../tilt/tilt-gains.js";
import { type TiltVerdict, tiltGuard } from "../tilt/tilt-guard.js";
import { drawTiltPoints } from "../tilt/tilt-points.js";
import type { TiltRows } from "../tilt/tilt-rows.js";
import { bitRows } from "./bit-rows.js";
import type { BitsBase } from "./bits-base.js";
import { type BitsTiltParams, bitsTilt } from "./bits-model.js";
import { type BitsBaseParams, openBitsBase } from "./bits-params.js";

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

/** Up to this many bits, log Z is a sum over all states in training, and at the end. */
const EXACT_TRAINING = 10;
const EXACT = 20;

/** Number of samples of the base that estimate log Z at the end. */
const SAMPLES = 100_000;

/** Fits an MLP energy on top of a base of bits by SNL, under the guard. */
export async function fitBitsTilt(inputs: FitBitsTiltInputs): Promise<FittedBitsTilt> {
  const { train, validation, key, threads, signal, onCheck } = inputs;
  const base = openBitsBase(inputs.base);
  const { dim } = base;
  const [initKey, fitKey, finalKey] = split(key, 3);
  const shape = { hidden: [128, 128], center: columnMeans(train) };
  const tilt = bitsTilt(dim, shape, initKey);
  const rowsOf = (y: Matrix): TiltRows => ({
    y,
    sample: ({ samples, key }) => base.sample(samples, key),
    ...(dim <= EXACT_TRAINING && { states: statesOf(base) }),
  });
  const { params, kept, verdict } = await fitTilt({
    tilt,
    train: rowsOf(train),
    validation: rowsOf(validation),
    key: fitKey,
    steps: 1000,
    patience: 12,
    learningRate: 2e-3,
    l2: 1e-4,
    threads,
    signal,
    onProgress: ({ verdict }) => onCheck(verdict.gain),
  });
  if (!kept) return { params: undefined, verdict };
  const { energies, dispose } = openTilt(tilt, params, { threads });
  try {
    const rows = { ...rowsOf(validation), ...(dim <= EXACT && { states: statesOf(base) }) };
    const points = await drawTiltPoints(rows, { samples: SAMPLES, key: finalKey });
    const gains = await tiltGains(energies, rows, points);
    // a lower floor than in training, so that chance does not refuse what was chosen at the floor
    const final = tiltGuard(gains, { minShare: 0.16 });
    if (!final.kept) return { params: undefined, verdict: final };
    const standardError = points.logProb
      ? 0
      : Math.sqrt(1 / gains.effectiveSamples[0]! - 1 / SAMPLES);
    const logPartition = gains.logPartitions[0]!;
    return { params: { ...shape, params, logPartition, standardError }, verdict: final };
  } finally {
    await dispose();
  }
}

function statesOf(base: BitsBase): NonNullable<TiltRows["states"]> {
  const all = binaryStates(base.dim);
  const logProb = base.logProb(bitRows("fitBits", all));
  return { y: { data: all.data, shape: all.shape }, logProb: () => logProb };
}

function columnMeans({ data, shape: [rows, columns] }: Matrix): Float32Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i < data.length; i++) sums[i % columns]! += data[i]!;
  return Float32Array.from(sums, (sum) => sum / rows);
}
