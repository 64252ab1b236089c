import { type Key, split } from "@ebm/core";
import { type Matrix, takeRows } from "@ebm/datasets";
import { fitTilt } from "../tilt/fit-tilt.js";
import { type TiltVerdict, tiltGuard } from "../tilt/tilt-guard.js";
import type { LabelChain } from "./label-chain.js";
import { type LabelEnergyName, type LabelTilt, labelTilt } from "./label-tilt.js";
import { labelTiltGains } from "./label-tilt-gains.js";
import { labelTiltRows } from "./label-tilt-rows.js";

export interface FitLabelTiltInputs {
  readonly energy: LabelEnergyName;
  /** Number of steps. */
  readonly steps: number;
  /** Out-of-fold logits L. Shape [rows, labels]. */
  readonly logits: Matrix;
  /** 0 or 1. Shape [rows, labels]. */
  readonly y: Matrix;
  /** The fold of each row: rows of the first one are for validation. Shape [rows]. */
  readonly folds: Int32Array;
  readonly chains: readonly LabelChain[];
  /** Subtracted from y. Shape [labels]. */
  readonly center: Float32Array;
  readonly key: Key;
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface FittedLabelTilt {
  /** The energy; use it only if `verdict.kept`. */
  readonly tilt: LabelTilt;
  readonly verdict: TiltVerdict;
}

/** The largest tables of probabilities, where f is the same for all x, and where it is not. */
const MOST_SHARED = 2 ** 25;
const MOST_STATES = 2 ** 10;

/** Number of samples of each validation row in a check, and the most labels of all of them. */
const CHECK_SAMPLES = 500;
const CHECKED = 2 ** 26;

/** The guard of the last verdict, whose log Z has new samples: lower floors than in training. */
const GUARD = { minEffective: 12, minShare: 0.16, standardErrors: 3 };

/**
 * Fits an energy on top of the chains by their out-of-fold logits. log Z is exact in training if there
 * are few sets, and in the verdict if there are at most 14 labels.
 */
export async function fitLabelTilt(inputs: FitLabelTiltInputs): Promise<FittedLabelTilt> {
  const { energy, steps, logits, y, folds, chains, center, threads = 1, signal } = inputs;
  const [initKey, fitKey, finalKey] = split(inputs.key, 3);
  const labels = y.shape[1];
  const shape = { energy, center };
  const tilt = labelTilt(shape, initKey);
  const all = [...folds.keys()];
  const most = Math.floor(CHECKED / CHECK_SAMPLES / labels);
  const held = all.filter((row) => folds[row] === 0).slice(0, most);
  const rows = {
    train: all.filter((row) => folds[row] !== 0),
    validation: held,
  };
  const partOf = (chosen: readonly number[]) => {
    const mostStates = tilt.ignoresInputs ? MOST_SHARED : MOST_STATES * chosen.length;
    return { logits: takeRows(logits, chosen), y: takeRows(y, chosen), chains, mostStates, signal };
  };
  const fitted = await fitTilt({
    tilt,
    train: await labelTiltRows(partOf(rows.train)),
    validation: await labelTiltRows(partOf(rows.validation)),
    key: fitKey,
    steps,
    checkSamples: CHECK_SAMPLES,
    learningRate: energy === "mlp" ? 3e-3 : 2e-2,
    l2: 1e-3,
    threads,
    signal,
  });
  const { params } = fitted;
  if (!fitted.kept) return { tilt: { ...shape, params }, verdict: fitted.verdict };
  const found = await labelTiltGains(
    { tilt: { ...shape, params }, ...partOf(rows.validation), key: finalKey, signal },
    { threads },
  );
  return { tilt: { ...shape, params }, verdict: tiltGuard(found, GUARD) };
}
