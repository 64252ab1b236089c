import { foldIn, type Key, permutation } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { fitChain } from "./fit-chain.js";
import type { LabelChain } from "./label-chain.js";
import { meanOf, multilabelLosses } from "./multilabel-losses.js";
import type { LabelSetsPlan } from "./plan-label-sets.js";

export interface FitChainsInputs {
  /** Out-of-fold logits L. Shape [rows, labels]. */
  readonly logits: Matrix;
  /** 0, 1, or NaN where unknown. Shape [rows, labels]. */
  readonly y: Matrix;
  /** The labels to chain; the others stay independent. */
  readonly labels: Int32Array;
  readonly folds: Int32Array;
  readonly plan: LabelSetsPlan["chain"];
  readonly key: Key;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
}

export interface FittedChains {
  readonly chains: readonly LabelChain[];
  /** The penalty of couplings; undefined if labels are independent. */
  readonly penalty: number | undefined;
  /** The out-of-fold loss: of independent labels, of each order, and of their mean. */
  readonly independentNll: number;
  readonly orderNlls: readonly number[];
  readonly nll: number;
}

/**
 * Fits chains in several orders of the labels, the given one and its reverse first. The penalty is
 * that of the first. Labels stay independent if that has the smaller out-of-fold loss.
 */
export async function fitChains(inputs: FitChainsInputs): Promise<FittedChains> {
  const { logits, y, labels, folds, plan, key, threads, signal } = inputs;
  const all = y.shape[1];
  const independent = multilabelLosses(logits, y);
  const independentNll = meanOf(independent);
  const none = { chains: [independentChain(all)], penalty: undefined, orderNlls: [] };
  if (labels.length < 2) return { ...none, independentNll, nll: independentNll };

  const [ownLogits, ownY] = [takeColumns(logits, labels), takeColumns(y, labels)];
  const inside = multilabelLosses(ownLogits, ownY);
  const outside = independent.map((loss, row) => loss - inside[row]!);
  const chains: LabelChain[] = [];
  const losses: Float64Array[] = [];
  let penalties = plan.penalties;
  for (const order of ordersOf(labels.length, plan.orders, key)) {
    const options = { logits: ownLogits, y: ownY, order, folds, penalties, threads, signal };
    const { chain, penalty, losses: own } = await fitChain(options);
    penalties = [penalty];
    chains.push(embedded(chain, labels, all));
    losses.push(own.map((loss, row) => loss + outside[row]!));
  }
  const nll = meanOf(losses[0]!.map((_, row) => mixed(losses.map((own) => own[row]!))));
  if (!(nll < independentNll)) return { ...none, independentNll, nll: independentNll };
  return { chains, penalty: penalties[0]!, independentNll, orderNlls: losses.map(meanOf), nll };
}

/** −log of the mean of the probabilities of some losses. */
function mixed(losses: readonly number[]): number {
  const least = Math.min(...losses);
  const sum = losses.reduce((total, loss) => total + Math.exp(least - loss), 0);
  return least - Math.log(sum / losses.length);
}

function ordersOf(labels: number, count: number, key: Key): Int32Array[] {
  const forward = Int32Array.from({ length: labels }, (_, i) => i);
  const orders = [forward, forward.toReversed()].slice(0, count);
  while (orders.length < count) orders.push(permutation(foldIn(key, orders.length), labels));
  return labels === 2 ? orders.slice(0, 2) : orders;
}

function independentChain(labels: number): LabelChain {
  return {
    order: Int32Array.from({ length: labels }, (_, i) => i),
    scale: new Float32Array(labels).fill(1),
    bias: new Float32Array(labels),
    couplings: { data: new Float32Array(labels ** 2), shape: [labels, labels] },
  };
}

/** A chain of some labels as a chain of all of them, the others last and independent. */
function embedded(chain: LabelChain, labels: Int32Array, all: number): LabelChain {
  const whole = independentChain(all);
  const order = chain.order.map((i) => labels[i]!);
  for (const [i, label] of labels.entries()) {
    whole.scale[label] = chain.scale[i]!;
    whole.bias[label] = chain.bias[i]!;
    for (const [j, other] of labels.entries()) {
      whole.couplings.data[label * all + other] = chain.couplings.data[i * labels.length + j]!;
    }
  }
  const rest = whole.order.filter((label) => !labels.includes(label));
  return { ...whole, order: Int32Array.from([...order, ...rest]) };
}

function takeColumns({ data, shape: [rows, width] }: Matrix, columns: Int32Array): Matrix {
  const taken = new Float32Array(rows * columns.length);
  for (let i = 0; i < taken.length; i++) {
    taken[i] = data[Math.floor(i / columns.length) * width + columns[i % columns.length]!]!;
  }
  return { data: taken, shape: [rows, columns.length] };
}
