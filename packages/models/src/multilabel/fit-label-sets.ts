import { foldIn, type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { duplicateGroups } from "../members/duplicate-groups.js";
import { folds as assignFolds } from "../members/folds.js";
import type { TiltVerdict } from "../tilt/tilt-guard.js";
import { checkLabelRows } from "./check-label-rows.js";
import { chooseThreshold } from "./choose-threshold.js";
import { fitChains } from "./fit-chains.js";
import { fitLabelEnergies } from "./fit-label-energies.js";
import { fitLabelMembers } from "./fit-label-members.js";
import { fitLabelStack } from "./fit-label-stack.js";
import { centeredLogits } from "./label-logits.js";
import type { LabelMember } from "./label-member.js";
import type { LabelSets } from "./label-sets.js";
import { labelStatistics } from "./label-statistics.js";
import type { LabelEnergyName } from "./label-tilt.js";
import { meanOf, multilabelLosses } from "./multilabel-losses.js";
import { type LabelBaseName, planLabelSets } from "./plan-label-sets.js";

export interface FitLabelSetsInputs {
  /** Finite features. Shape [rows, features]. */
  readonly x: Matrix;
  /** 1 if a row has a label, 0 if not, NaN if that is unknown. Shape [rows, labels]. */
  readonly y: Matrix;
  readonly key: Key;
  /** Seconds that the fit may take on two idle cores. It decides how much is fitted. Default: 300. */
  readonly budgetSeconds?: number;
  /** The base. Default: "chain". */
  readonly base?: LabelBaseName | undefined;
  /**
   * The energy to fit on top of the base, or "auto" to try all. It is kept if held-out rows gain more
   * than three standard errors. Default: "none".
   */
  readonly energy?: LabelEnergyName | "auto" | "none" | undefined;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** Called when a part of the fit is done. */
  readonly onProgress?: (part: string) => void;
}

/** The loss of each part on rows that it did not learn from, in nats per row. */
export interface LabelSetsReport {
  /** The loss of fair coins: labels · log 2. */
  readonly uniformNll: number;
  /** The loss of the smoothed label frequencies. */
  readonly frequencyNll: number;
  /** The loss of each member, and its weight in the stack. */
  readonly members: readonly {
    readonly kind: LabelMember["kind"];
    readonly nll: number;
    readonly weight: number;
  }[];
  /** The loss of independent labels by the stack. */
  readonly stackNll: number;
  /** The loss of the chains; that of the stack if labels stay independent. */
  readonly chainNll: number;
  /** The loss of each order of labels alone. */
  readonly orderNlls: readonly number[];
  /** λ of the couplings; undefined if labels stay independent. */
  readonly penalty: number | undefined;
  /** The judgment of held-out rows on each energy that was tried. The kept one comes first. */
  readonly energies: readonly { readonly energy: LabelEnergyName; readonly verdict: TiltVerdict }[];
  /** The micro F1 of the chosen threshold. */
  readonly f1Micro: number;
  readonly seconds: number;
  /** Parts omitted to stay within the budget, and other notes. */
  readonly notes: readonly string[];
}

export interface FittedLabelSets {
  readonly model: LabelSets;
  readonly report: LabelSetsReport;
  /** The data for an energy on top of the model: see `labelTiltRows`. */
  readonly outOfFold: {
    /** L(x) of the training rows by members that did not see them. Shape [rows, labels]. */
    readonly logits: Matrix;
    /** The fold of each training row. Shape [rows]. */
    readonly folds: Int32Array;
  };
}

/**
 * Fits an exact model of sets of labels given x:
 *
 * 1. Members (logistic regression, forests, neighbors, networks) give logits of each label for
 *    rows that they did not learn from.
 * 2. A stack weighs the members: L(x) = b + Σₘ wₘ uₘ(x), w ≥ 0.
 * 3. A chain makes labels depend on one another, in several orders whose distributions are averaged.
 *
 * 4. With `energy`, an energy on top: p(y|x) = q(y|x) exp(−f(x, y)) / Z(x), with the chains as q.
 *
 * Each step is kept only if it lowers the out-of-fold loss, down to the label frequencies. The
 * same data, key and budget give the same model.
 *
 * @throws {EbmError} If x is not finite, y is not 0, 1 or NaN, or there are fewer than four rows.
 */
export async function fitLabelSets(inputs: FitLabelSetsInputs): Promise<FittedLabelSets> {
  const { x, y, budgetSeconds = 300, threads = 1, signal, onProgress } = inputs;
  const start = performance.now();
  checkLabelRows("fitLabelSets", x, y);
  const [rows, features] = x.shape;
  const labels = y.shape[1];
  const [forFolds, forMembers, forChains] = split(inputs.key, 3);
  const forEnergies = foldIn(inputs.key, 3);
  const { frequencies, varies, strata } = labelStatistics(y);
  const { base: baseName, energy } = inputs;
  const size = { rows, features, labels, budgetSeconds };
  const planned = planLabelSets({ ...size, base: baseName, energy });
  const plan = { ...planned, folds: Math.min(planned.folds, rows) };
  const groups = duplicateGroups([x, y]);
  const folds = assignFolds({ rows, count: plan.folds, key: forFolds, strata, groups });

  const fitted: { member: LabelMember; scores: Matrix; nll: number }[] = [];
  const shared = { x, y, frequencies, folds, groups, plan, threads, signal };
  for await (const { member, outOfFold } of fitLabelMembers({ ...shared, key: forMembers })) {
    const nll = meanOf(multilabelLosses(outOfFold, y));
    fitted.push({ member, scores: centeredLogits(outOfFold, { frequencies, varies }), nll });
    onProgress?.(member.kind);
  }
  const base = frequencies.map((p) => Math.log(p / (1 - p)));
  const baseLogits = { data: y.data.map((_, i) => base[i % labels]!), shape: y.shape };
  const frequencyNll = meanOf(multilabelLosses(baseLogits, y));
  const scores = fitted.map((it) => it.scores);
  const { stack, share, logits } = await fitLabelStack({
    scores,
    y,
    frequencies,
    varies,
    signal,
  });
  onProgress?.("stack");

  const chained = mostFrequent(y, varies).slice(0, plan.chain.labels).sort();
  const { chains, ...chain } = await fitChains({
    logits,
    y,
    labels: chained,
    folds,
    plan: plan.chain,
    key: forChains,
    threads,
    signal,
  });
  onProgress?.("chain");
  const tried = await fitLabelEnergies({
    energies: plan.energies,
    logits,
    y,
    folds,
    chains,
    center: frequencies,
    key: forEnergies,
    threads,
    signal,
    onProgress,
  });
  const best = tried.energies.find(({ verdict }) => verdict.kept);
  const { threshold, f1 } = chooseThreshold(logits, y);
  const used = fitted.map((_, m) => m).filter((m) => stack.weights[m]! > 1e-3);
  const model: LabelSets = {
    features,
    labels,
    frequencies,
    varies,
    members: used.map((m) => fitted[m]!.member),
    stack: { weights: Float32Array.from(used, (m) => stack.weights[m]!), bias: stack.bias },
    share,
    chains,
    ...(best && { tilt: best.tilt }),
    threshold,
  };
  const report = {
    uniformNll: labels * Math.LN2,
    frequencyNll,
    members: fitted.map(({ member: { kind }, nll }, m) => {
      return { kind, nll, weight: stack.weights[m]! };
    }),
    stackNll: chain.independentNll,
    chainNll: chain.nll,
    orderNlls: chain.orderNlls,
    penalty: chain.penalty,
    energies: tried.energies.map(({ tilt, verdict }) => ({ energy: tilt.energy, verdict })),
    f1Micro: 100 * f1,
    seconds: (performance.now() - start) / 1000,
    notes: [...plan.notes, ...tried.notes],
  };
  return { model, report, outOfFold: { logits, folds } };
}

/** The labels that vary, the most frequent first. */
function mostFrequent({ data, shape: [, labels] }: Matrix, varies: Uint8Array): Int32Array {
  const ones = new Float64Array(labels);
  for (let i = 0; i < data.length; i++) ones[i % labels]! += data[i] || 0;
  const all = Array.from(varies.keys()).filter((label) => varies[label]);
  return Int32Array.from(all.sort((a, b) => ones[b]! - ones[a]! || a - b));
}
