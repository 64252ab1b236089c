import { foldIn, type Key } from "@ebm/core";
import { type Matrix, takeRows } from "@ebm/datasets";
import { type CompileOptions, compile } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { pause } from "../members/pause.js";
import { openTilt } from "../tilt/open-tilt.js";
import { tiltGains } from "../tilt/tilt-gains.js";
import type { TiltGuardInputs } from "../tilt/tilt-guard.js";
import { drawTiltPoints } from "../tilt/tilt-points.js";
import { chainLogProb } from "./chain-log-prob.js";
import type { LabelChain } from "./label-chain.js";
import { labelLogProbOf, MOST_EXACT_LABELS } from "./label-log-prob-of.js";
import { type LabelTilt, labelTilt } from "./label-tilt.js";
import { labelTiltRows } from "./label-tilt-rows.js";

export interface LabelTiltGainsInputs {
  readonly tilt: LabelTilt;
  readonly chains: readonly LabelChain[];
  /** L(x). Shape [rows, labels]. */
  readonly logits: Matrix;
  /** 0 or 1. Shape [rows, labels]. */
  readonly y: Matrix;
  readonly key: Key;
  readonly signal?: AbortSignal | undefined;
}

/** The largest number of sets of labels, for all rows of a part, that are in memory at once. */
const STATES = 2 ** 18;

/** Number of samples for each row, and the largest number of their labels in memory at once. */
const SAMPLES = 1000;
const SAMPLED = 2 ** 24;

/**
 * Computes log p(y|x) − log q(y|x) of each row, with the chains as the base q. log Z is exact for at
 * most 14 labels, and estimated with 1000 samples of the base for each row above.
 */
export async function labelTiltGains(
  inputs: LabelTiltGainsInputs,
  options: CompileOptions = {},
): Promise<TiltGuardInputs> {
  const { logits, y, signal } = inputs;
  const [rows, labels] = y.shape;
  const isExact = labels <= MOST_EXACT_LABELS;
  const most = isExact ? STATES / 2 ** labels : SAMPLED / SAMPLES / labels;
  const size = Math.max(1, Math.floor(most));
  const gains = new Float64Array(rows);
  const effectiveSamples = new Float64Array(rows).fill(Infinity);
  const part = isExact ? exactPart(inputs, options) : sampledPart(inputs, options);
  try {
    for (let start = 0; start < rows; start += size) {
      await pause(signal);
      const chosen = Int32Array.from({ length: Math.min(size, rows - start) }, (_, i) => start + i);
      const rowsOfPart = { logits: takeRows(logits, chosen), y: takeRows(y, chosen) };
      const found = await part.gains(rowsOfPart, start);
      gains.set(found.gains, start);
      if (!isExact) effectiveSamples.set(found.effectiveSamples, start);
    }
  } finally {
    await part.dispose();
  }
  return { gains, effectiveSamples, samples: SAMPLES };
}

/** The method that computes the gains of some rows. */
interface Part {
  gains(
    rows: Pick<LabelTiltGainsInputs, "logits" | "y">,
    start: number,
  ): Promise<Pick<TiltGuardInputs, "gains" | "effectiveSamples">>;
  dispose(): Promise<void>;
}

function exactPart({ tilt, chains, y }: LabelTiltGainsInputs, options: CompileOptions): Part {
  const logProb = labelLogProbOf({ chains, tilt, labels: y.shape[1] });
  const run = compile(
    (it: { logits: tf.Tensor2D; y: tf.Tensor2D }) => tf.sub(logProb(it), chainLogProb(chains, it)),
    options,
  );
  return {
    gains: async (rows) => ({ gains: (await run(rows)).output.data, effectiveSamples: [] }),
    dispose: () => run.dispose(),
  };
}

function sampledPart(
  { tilt, chains, key, signal }: LabelTiltGainsInputs,
  options: CompileOptions,
): Part {
  const opened = openTilt(labelTilt(tilt), tilt.params, options);
  return {
    async gains(rows, start) {
      const prepared = await labelTiltRows({ ...rows, chains, mostStates: 0, signal });
      const points = await drawTiltPoints(prepared, { samples: SAMPLES, key: foldIn(key, start) });
      return tiltGains(opened, prepared, points);
    },
    dispose: () => opened.dispose(),
  };
}
