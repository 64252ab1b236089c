import { foldIn, type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { duplicateGroups } from "../members/duplicate-groups.js";
import { folds as assignFolds } from "../members/folds.js";
import { stackScores } from "../members/stack-scores.js";
import type { TiltVerdict } from "../tilt/tilt-guard.js";
import { checkRankingRows } from "./check-ranking-rows.js";
import { densePlaces } from "./dense-places.js";
import type { FittedChoiceChains } from "./fit-choice-chains.js";
import { fitRankingBase } from "./fit-ranking-base.js";
import { fitRankingMembers } from "./fit-ranking-members.js";
import { fitConstant, fitRankingStack } from "./fit-ranking-stack.js";
import { type FittedRankingTilt, fitRankingTilt } from "./fit-ranking-tilt.js";
import { planRankings, type RankingBaseName, type RankingEnergyName } from "./plan-rankings.js";
import type { RankingMember } from "./ranking-member.js";
import type { RankingModel } from "./ranking-model.js";
import { type RankingScore, rankingScore } from "./ranking-score.js";

export interface FitRankingsInputs {
  /** Finite features. Shape [rows, features]. */
  readonly x: Matrix;
  /**
   * Numbers that grow with the place of a label. Equal ones tie, and NaN marks labels that a row
   * does not rank. Shape [rows, labels].
   */
  readonly ranks: Matrix;
  readonly key: Key;
  /** Seconds that the fit may take on two idle cores: they decide how much is fitted. Default: 300. */
  readonly budgetSeconds?: number;
  /** The base. Default: "chain". */
  readonly base?: RankingBaseName | undefined;
  /**
   * The energy to fit on top of the base. It is kept if held-out rows gain more than three standard
   * errors. Default: "none".
   */
  readonly energy?: RankingEnergyName | "auto" | "none" | undefined;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** Called when a part of the fit is done. */
  readonly onProgress?: (part: string) => void;
}

/** The metrics of each part of a fit. */
export interface RankingsReport {
  /** The loss of orders that are all equally likely. */
  readonly uniformNll: number;
  /** One Plackett–Luce model for all x. */
  readonly constant: RankingScore;
  /** Each member, scaled to utilities of its own, and its weight in the stack. */
  readonly members: readonly (RankingScore & {
    readonly kind: RankingMember["kind"];
    readonly weight: number;
  })[];
  readonly stack: RankingScore;
  /** The share of orders that do not depend on x in the mixture. */
  readonly share: number;
  /** The chains; undefined if too many labels are free, or there are too few rows. */
  readonly chains?: RankingScore & {
    /** Whether they are used: the gain is more than two standard errors. */
    readonly kept: boolean;
    /** Nats that they add for each row, and the standard error of this gain. */
    readonly gain: number;
    readonly standardError: number;
    /** The penalty of each chain. */
    readonly penalties: readonly number[];
  };
  /** The judgment of held-out rows on each energy that was tried. */
  readonly energies: readonly {
    readonly energy: RankingEnergyName;
    readonly verdict: TiltVerdict;
  }[];
  readonly seconds: number;
  /** Omitted parts, and other notes. */
  readonly notes: readonly string[];
}

/**
 * Fits an exact model of orders of labels given x:
 *
 * 1. Members (networks, linear utilities, trees, neighbors, ridge) score labels of rows that they did not learn
 *    from, in eight folds.
 * 2. A stack makes them utilities of a Plackett–Luce model: u(x) = b + Σₘ wₘ uₘ(x), w ≥ 0. The model
 *    is the mean of the distributions of the eight folds, mixed with a share of a Plackett–Luce model
 *    that ignores x, which bounds the loss of orders unlike all others.
 * 3. Chains of choices make labels depend on those chosen before: one from the first place on, one
 *    from the last, or the mean of both distributions. They are kept if held-out rows gain more than
 *    two standard errors.
 * 4. With `energy`, an energy on top: p(y|x) = q(y|x) exp(−f(y)) / Z(x), with all of this as q.
 *
 * A row may rank some of the labels, and labels may tie: it stands for all orders that agree. The
 * same data and key give the same model.
 *
 * @throws {EbmError} If x is not finite, no row orders labels, or there are fewer than four rows, more
 *   than 500 labels, or more than 2²⁶ pairs of labels in all rows.
 */
export async function fitRankings(
  inputs: FitRankingsInputs,
): Promise<{ readonly model: RankingModel; readonly report: RankingsReport }> {
  const { x, budgetSeconds = 300, threads = 1, signal, onProgress } = inputs;
  const start = performance.now();
  const places = densePlaces(inputs.ranks);
  checkRankingRows("fitRankings", x, places);
  const [rows, labels] = places.shape;
  const [forFolds, forMembers, forChains] = split(inputs.key, 3);
  const { base, energy } = inputs;
  const count = Math.min(8, rows);
  const groups = duplicateGroups([x, places]);
  const folds = assignFolds({ rows, count, key: forFolds, groups });
  const plan = planRankings({
    rows,
    features: x.shape[1],
    labels,
    budgetSeconds,
    base,
    energy,
  });
  const notes = [...plan.notes];

  const none = { data: new Float32Array(rows * labels), shape: places.shape };
  const uniform = rankingScore({ chains: [] }, none, places);
  const bias = await fitConstant(places, { uniformNll: uniform.nll, signal });
  const stacks = { places, bias, signal };
  const fitted: { member: RankingMember; outOfFold: Matrix; score: RankingScore }[] = [];
  const shared = { x, places, bias, folds, groups, plan, threads, signal };
  for await (const { member, outOfFold } of fitRankingMembers({ ...shared, key: forMembers })) {
    const stack = await fitRankingStack({ ...stacks, scores: [outOfFold] });
    const score = rankingScore({ chains: [] }, stackScores(stack, [outOfFold]), places);
    fitted.push({ member, outOfFold, score });
    onProgress?.(member.kind);
  }
  const scores = fitted.map((it) => it.outOfFold);
  const options = { ...stacks, scores, plan, key: forChains, onProgress };
  const { constantScore, stack, utilities, score, fittedChains, chains } =
    await fitRankingBase(options);
  if (plan.chains && !fittedChains)
    notes.push("The chains were left out: too many labels are free, or there are too few rows.");
  else if (fittedChains && fittedChains.rows < rows) {
    notes.push(`The chains were fitted to ${fittedChains.rows} of ${rows} rows.`);
  }
  const energies: ({ energy: RankingEnergyName } & FittedRankingTilt)[] = [];
  for (const { energy, steps } of plan.energies) {
    const fit = { utilities, places, folds, chains, steps, threads, signal };
    const found = await fitRankingTilt({ ...fit, key: foldIn(inputs.key, 3) });
    if (found) energies.push({ energy, ...found });
    else notes.push("Energies were left out: too few rows rank all labels without ties.");
    onProgress?.(`energy ${energy}`);
  }
  const best = energies.find(({ verdict }) => verdict.kept);

  const used = [...fitted.keys()].filter((m) => stack.weights[m]! > 1e-3);
  const model: RankingModel = {
    features: x.shape[1],
    labels,
    constant: bias,
    share: stack.share,
    folds: count,
    members: used.map((m) => fitted[m]!.member),
    stack: { weights: Float32Array.from(used, (m) => stack.weights[m]!), bias: stack.bias },
    chains,
    ...(best && { tilt: best.tilt }),
  };
  const report = {
    uniformNll: uniform.nll,
    constant: constantScore,
    members: fitted.map(({ member: { kind }, score }, m) => {
      return { kind, weight: stack.weights[m]!, ...score };
    }),
    stack: score,
    share: stack.share,
    ...(fittedChains && { chains: chainsReport(fittedChains, chains.length > 0) }),
    energies: energies.map(({ energy, verdict }) => ({ energy, verdict })),
    seconds: (performance.now() - start) / 1000,
    notes,
  };
  return { model, report };
}

function chainsReport({ chains: _, rows: __, ...report }: FittedChoiceChains, kept: boolean) {
  return { ...report, kept };
}
