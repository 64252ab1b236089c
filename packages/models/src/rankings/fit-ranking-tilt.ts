import type { Key } from "@ebm/core";
import { type Matrix, takeRows } from "@ebm/datasets";
import { fitTilt } from "../tilt/fit-tilt.js";
import { type TiltVerdict, tiltGuard } from "../tilt/tilt-guard.js";
import type { TiltRows } from "../tilt/tilt-rows.js";
import { type ChoiceChain, choiceChain, plainChain } from "./choice-chain.js";
import { placeTilt } from "./place-tilt.js";
import { rankingLogProbs } from "./ranking-log-probs.js";
import type { RankingTilt } from "./ranking-tilt.js";
import { sampleRankings } from "./sample-rankings.js";

export interface FitRankingTiltInputs {
  /** Out-of-fold utilities. Shape [rows, labels]. */
  readonly utilities: Matrix;
  /** Places from 0; −1 for labels that a row does not rank. Shape [rows, labels]. */
  readonly places: Matrix;
  /** The fold of each row: a quarter of the folds is for validation. Shape [rows]. */
  readonly folds: Int32Array;
  /** The chains of the base; without any, the base is the Plackett–Luce model. */
  readonly chains: readonly ChoiceChain[];
  /** Number of steps. */
  readonly steps: number;
  readonly key: Key;
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface FittedRankingTilt {
  /** The energy; use it only if `verdict.kept`. */
  readonly tilt: RankingTilt;
  /** The judgment of validation rows, with an exact log Z. */
  readonly verdict: TiltVerdict;
}

/** The largest number of labels of an energy: exact sums go over all sets of them. */
export const MOST_TILTED_LABELS = 11;

/** Number of rows that training and validation need each. */
const LEAST_ROWS = 20;

/**
 * Fits an energy of pairs and places on top of a model of orders, to the rows that rank all labels
 * without ties. log Z is exact in training up to 9 labels, and always in the verdict.
 *
 * @returns Undefined if there are too few such rows, or more than 11 labels.
 */
export async function fitRankingTilt(
  inputs: FitRankingTiltInputs,
): Promise<FittedRankingTilt | undefined> {
  const { utilities, places, folds, chains, steps, key, threads = 1, signal } = inputs;
  const labels = places.shape[1];
  if (labels > MOST_TILTED_LABELS) return undefined;
  const used = chains.length > 0 ? chains : [choiceChain(plainChain(labels), false)];
  const validating = Math.max(1, Math.floor((Math.max(...folds) + 1) / 4));
  const complete = [...folds.keys()].filter((row) =>
    places.data.subarray(row * labels, (row + 1) * labels).includes(labels - 1),
  );
  const train = complete.filter((row) => folds[row]! >= validating);
  const held = complete.filter((row) => folds[row]! < validating);
  if (Math.min(train.length, held.length) < LEAST_ROWS) return undefined;
  const rowsOf = (chosen: readonly number[]): TiltRows & { readonly x: Matrix } => {
    const x = takeRows(utilities, chosen);
    return {
      x,
      y: takeRows(places, chosen),
      sample: ({ rows, ...request }) =>
        sampleRankings({ chains }, [takeRows(x, rows)], request).data,
    };
  };
  const validation = rowsOf(held);
  const fitted = await fitTilt({
    tilt: placeTilt({ labels, chains: used }),
    train: rowsOf(train),
    validation,
    key,
    steps,
    learningRate: 2e-2,
    l2: 1e-3,
    threads,
    signal,
  });
  const { pairs, places: atPlaces } = fitted.params;
  const tilt = {
    pairs: Float32Array.from(pairs!.data),
    places: Float32Array.from(atPlaces!.data),
  };
  if (!fitted.kept) return { tilt, verdict: fitted.verdict };
  const logProbs = (tilt?: RankingTilt) =>
    rankingLogProbs({ chains, tilt }, [validation.x], validation.y);
  const base = logProbs();
  const gains = logProbs(tilt).map((value, row) => value - base[row]!);
  const exact = { gains, effectiveSamples: [Infinity], samples: 1 };
  return { tilt, verdict: tiltGuard(exact, { standardErrors: 3 }) };
}
