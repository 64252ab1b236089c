import { DivergedError, EbmError, type Key, key as keyOf, split, type Tree } from "@ebm/core";
import { type Checkpoint, type Feeds, train } from "@ebm/engine";
import { initMlp } from "@ebm/nn";
import { adam } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { pause } from "../members/pause.js";
import { openTilt } from "./open-tilt.js";
import type { Tilt } from "./tilt.js";
import { tiltBatches } from "./tilt-batches.js";
import { type TiltEvaluator, tiltGains } from "./tilt-gains.js";
import { type TiltGuardOptions, type TiltVerdict, tiltGuard } from "./tilt-guard.js";
import { type TiltBatch, type TiltParams, tiltLoss } from "./tilt-loss.js";
import { drawTiltPoints, type TiltPoints } from "./tilt-points.js";
import { type TiltRatioBatch, tiltRatioLoss } from "./tilt-ratio-loss.js";
import type { TiltRows } from "./tilt-rows.js";

export interface TiltProgress {
  readonly step: number;
  readonly steps: number;
  /** The judgment of validation rows at this step. */
  readonly verdict: TiltVerdict;
}

export interface FitTiltInputs<P extends Tree> {
  readonly tilt: Tilt<P>;
  readonly train: TiltRows;
  /** Rows that stop the training, and decide whether the tilt is kept. */
  readonly validation: TiltRows;
  /**
   * The loss: `tiltLoss`, or `tiltRatioLoss`, which takes bits without inputs whose rows have
   * `logRatios`. Default: "likelihood".
   */
  readonly loss?: "likelihood" | "ratios";
  /** Default: key(0). */
  readonly key?: Key;
  /** The hidden widths of τ(x). With none, log Z is learned as a constant. Default: []. */
  readonly logPartitionHidden?: readonly number[];
  /** Number of steps. Default: 400. */
  readonly steps?: number;
  /** Number of rows in a step. Default: 128, or 512 without inputs. */
  readonly batchSize?: number;
  /** Number of samples in a step for each row, or in all without inputs. Default: 32, or 512. */
  readonly samples?: number;
  /**
   * Number of samples of the base in a check for each validation row, or in all without inputs.
   * Default: 500, or 20000.
   */
  readonly checkSamples?: number;
  /** Number of steps between checks. Default: 25. */
  readonly checkEvery?: number;
  /** Number of checks without a better one that end the training. Default: 5. */
  readonly patience?: number;
  /** The learning rate of Adam. Default: 3e-3. */
  readonly learningRate?: number;
  /** The L2 penalty on the parameters of the energy. Default: 1e-3. */
  readonly l2?: number;
  /**
   * What a step has to pass. `standardErrors` is 3 unless given, since the rows that judge the best
   * step have also chosen it.
   */
  readonly guard?: TiltGuardOptions;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TiltProgress) => void) | undefined;
}

export interface FittedTilt {
  /** The parameters of the best eligible step, by path; see `openTilt`. */
  readonly params: Checkpoint["params"];
  /** The step of these parameters; 0 if no step was better than the base. */
  readonly step: number;
  /** The judgment of validation rows, with fresh samples that were not used to choose. */
  readonly verdict: TiltVerdict;
  /** Whether the tilt should be used. If not, use the base alone. */
  readonly kept: boolean;
}

/**
 * Fits an energy on top of a fixed base: p(y|x) = q(y|x) exp(−f(x, y)) / Z(x). The best of the steps
 * that pass the guard is restored.
 *
 * Training stops early where the loss is no longer finite. Check `kept`: where it is false, the base
 * alone is the better model, or nobody can know.
 *
 * @throws {EbmError} If ratios are to be matched, but the rows have inputs or no `logRatios`.
 */
export async function fitTilt<P extends Tree>(inputs: FitTiltInputs<P>): Promise<FittedTilt> {
  const { tilt, train: rows, validation, key = keyOf(0), logPartitionHidden = [] } = inputs;
  const hasInputs = rows.x !== undefined;
  const { steps = 400, checkEvery = 25, patience = 5, threads = 1, signal } = inputs;
  const isExact = tilt.logPartition !== undefined;
  const byRatios = inputs.loss === "ratios";
  if (byRatios && (hasInputs || !rows.logRatios)) {
    throw new EbmError(
      "fitTilt: `train` has x or no `logRatios`, expected rows of bits for ratios.",
    );
  }
  const guard = {
    minEffective: hasInputs ? 16 : 1000,
    minShare: 0.2,
    standardErrors: 3,
    ...inputs.guard,
  };
  const { checkSamples = hasInputs ? 500 : 20_000, learningRate = 3e-3, l2 = 1e-3 } = inputs;
  const [initKey, batchKey, checkKey, finalKey] = split(key, 4);
  const batches = tiltBatches(rows, {
    key: batchKey,
    batchSize: Math.min(rows.y.shape[0], inputs.batchSize ?? (hasInputs ? 128 : 512)),
    samples: inputs.samples ?? (hasInputs ? 32 : 512),
    ahead: AHEAD,
    kind: byRatios ? "ratios" : isExact ? "none" : "samples",
  });
  const loss: (params: TiltParams<P>, batch: TiltBatch & TiltRatioBatch) => tf.Scalar = byRatios
    ? tiltRatioLoss(tilt)
    : tiltLoss(tilt);
  const run = train({
    loss,
    params: initTiltParams(tilt, {
      key: initKey,
      features: rows.x?.shape[1] ?? 0,
      hidden: logPartitionHidden,
    }),
    optimizer: adam({ learningRate, l2, clipNorm: 10, decays: (path) => path.startsWith(PREFIX) }),
    batches: batches.at,
    steps,
    threads,
  });
  let best = { step: 0, gain: 0, params: run.checkpoint().params };
  try {
    const trained = run.compile(
      ({ energy }: TiltParams<P>, { y, x }: { y: tf.Tensor3D; x?: tf.Tensor2D }) =>
        tilt.energy(energy, y, x),
    );
    const partition =
      tilt.logPartition &&
      run.compile(({ energy }: TiltParams<P>, { x }: { x: tf.Tensor2D }) =>
        tilt.logPartition!(energy, x),
      );
    const evaluator: TiltEvaluator = {
      ignoresInputs: tilt.ignoresInputs ?? false,
      energies: async (y, x) => (await trained<Feeds>({ y, ...(x && { x }) })).output.data,
      ...(partition && { logPartitions: async (x) => (await partition({ x })).output.data }),
    };
    const points = await pointsOf(checkKey);
    let since = 0;
    await batches.prepare(0);
    for await (const { step } of run) {
      await pause(signal);
      if (step % AHEAD === 0) await batches.prepare(step);
      if (step % checkEvery !== 0 && step !== steps) continue;
      const verdict = tiltGuard(await tiltGains(evaluator, validation, points), guard);
      inputs.onProgress?.({ step, steps, verdict });
      since++;
      if (verdict.eligible && verdict.gain > best.gain) {
        best = { step, gain: verdict.gain, params: run.checkpoint().params };
        since = 0;
      }
      if (since === patience) break;
    }
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
  } finally {
    await run.dispose();
  }
  const params = energyParams(best.params);
  const fitted = openTilt(tilt, params, { threads });
  try {
    const gains = await tiltGains(fitted, validation, await pointsOf(finalKey));
    const verdict = tiltGuard(gains, relaxed(guard));
    return { params, step: best.step, verdict, kept: best.step > 0 && verdict.kept };
  } finally {
    await fitted.dispose();
  }

  async function pointsOf(key: Key): Promise<TiltPoints | undefined> {
    return isExact ? undefined : drawTiltPoints(validation, { samples: checkSamples, key });
  }
}

/** Number of steps whose samples are drawn at once. */
const AHEAD = 5;

/** Lower floors for new samples, so that chance does not refuse what was chosen at the floor. */
function relaxed(guard: Required<TiltGuardOptions>): TiltGuardOptions {
  const { minEffective, minShare } = guard;
  return { ...guard, minEffective: 0.8 * minEffective, minShare: 0.8 * minShare };
}

function initTiltParams<P extends Tree>(
  tilt: Tilt<P>,
  { key, features, hidden }: { key: Key; features: number; hidden: readonly number[] },
): TiltParams<P> {
  const sizes = [features, ...hidden, 1];
  const logPartition =
    features > 0 && hidden.length > 0
      ? initMlp({ key, sizes, activation: "tanh", zeroLast: true })
      : [];
  return { energy: tilt.params, logNormalizer: tf.scalar(0), logPartition };
}

const PREFIX = "energy.";

/** The parameters of the energy among those of the loss. */
function energyParams(params: Checkpoint["params"]): Checkpoint["params"] {
  const own = Object.entries(params).filter(([path]) => path.startsWith(PREFIX));
  return Object.fromEntries(own.map(([path, value]) => [path.slice(PREFIX.length), value]));
}
