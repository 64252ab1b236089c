import { type Key, split } from "@ebm/core";
import { type BitRows, weightedMean } from "./bit-rows.js";
import type { BitsBase } from "./bits-base.js";
import { type BitsBaseParams, openBitsBase } from "./bits-params.js";
import { fitBitsStack } from "./bits-stack.js";
import { type FittedBitsChain, fitBitsChain } from "./fit-bits-chain.js";
import { fitHiddenChain } from "./fit-hidden-chain.js";
import { fitTreeMixture } from "./fit-tree-mixture.js";
import { BITS_BASES, type BitsBaseName } from "./plan-bits.js";

export interface FittedBitsBase {
  /** The stack of all bases whose weight is not negligible. */
  readonly params: BitsBaseParams;
  /** Mean negative log-likelihood of validation rows under each base, and under the stack as `base`. */
  readonly nll: Readonly<Record<string, number>>;
  /** All bases that were fitted, by name. */
  readonly candidates: Readonly<Record<string, BitsBaseParams>>;
  /** The weight of each base in the stack. */
  readonly weights: Readonly<Record<string, number>>;
}

/** Rows that weigh the bases. Some of their entries may be missing. */
export interface WeighingRows extends Pick<BitRows, "weights" | "total"> {
  /** Returns log q of what is known of each row. Shape [rows]. */
  logProb(base: BitsBase): Float64Array;
}

export interface FitBitsBaseInputs {
  readonly train: BitRows;
  /** Rows that choose penalties and end the training. */
  readonly validation: BitRows;
  /** Rows that weigh the bases. Default: `validation`. */
  readonly weighing?: WeighingRows;
  readonly key: Key;
  /** The bases to fit. Default: all. */
  readonly bases?: readonly BitsBaseName[];
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
  /** Called after each base. */
  readonly onBase?: ((name: string, nll: number) => void) | undefined;
}

/** Bases with a smaller weight are left out of the stack. */
const NEGLIGIBLE = 0.005;

/** The penalty on a hidden layer, as a multiple of the root of that on the weights of its chain. */
const HIDDEN_PENALTY = 0.25;

/** Fits all bases, and their stack on validation rows. */
export async function fitBitsBase(inputs: FitBitsBaseInputs): Promise<FittedBitsBase> {
  const { train, validation, key, bases = BITS_BASES, threads = 1, signal, onBase } = inputs;
  const { weighing = { ...validation, logProb: (base) => base.logProb(validation) } } = inputs;
  const shared = { train, validation, signal };
  const trees = async (components: number, edges: boolean, own: Key): Promise<BitsBaseParams> => {
    const options = { ...shared, components, edges, key: own, smoothing: components > 1 ? 2 : 1 };
    return { kind: "trees", trees: await fitTreeMixture(options) };
  };
  const chains: Partial<Record<string, FittedBitsChain>> = {};
  const chain = async (name: string, reversed: boolean): Promise<BitsBaseParams> => {
    const order = Int32Array.from({ length: train.columns.dim }, (_, i) => i);
    if (reversed) order.reverse();
    chains[name] ??= await fitBitsChain({ ...shared, order, threads });
    return { kind: "chain", chain: chains[name].chain };
  };
  const hidden = async ({ chain, penalty }: FittedBitsChain, own: Key): Promise<BitsBaseParams> => {
    const options = { chain, l2: HIDDEN_PENALTY * Math.sqrt(penalty), key: own, threads };
    return { kind: "chain", chain: await fitHiddenChain({ ...shared, ...options }) };
  };
  const keys = split(key, 6);
  const candidates: Readonly<Record<BitsBaseName, () => Promise<BitsBaseParams>>> = {
    independent: () => trees(1, false, keys[0]),
    "Chow–Liu tree": () => trees(1, true, keys[0]),
    "mixture of Bernoullis": () => trees(64, false, keys[1]),
    "mixture of 8 trees": () => trees(8, true, keys[2]),
    "mixture of 30 trees": () => trees(30, true, keys[3]),
    chain: () => chain("chain", false),
    "reversed chain": () => chain("reversed", true),
    "hidden chain": () => hidden(chains.chain!, keys[4]),
    "reversed hidden chain": () => hidden(chains.reversed!, keys[5]),
  };
  const params: BitsBaseParams[] = [];
  const logProbs: Float64Array[] = [];
  const nll: Record<string, number> = {};
  for (const name of bases) {
    const fitted = await candidates[name]();
    params.push(fitted);
    logProbs.push(weighing.logProb(openBitsBase(fitted)));
    nll[name] = -weightedMean(weighing, logProbs.at(-1)!);
    onBase?.(name, nll[name]);
  }
  const all = fitBitsStack(logProbs, weighing);
  // the trees of the stack propose values of missing entries, so there is always one of them
  const mixtures = bases.map((_, b) => b).filter((b) => params[b]!.kind === "trees");
  const proposal = mixtures.reduce((a, b) => (all[b]! > all[a]! ? b : a));
  const chosen = bases.map((_, b) => b).filter((b) => all[b]! >= NEGLIGIBLE || b === proposal);
  const total = chosen.reduce((sum, b) => sum + all[b]!, 0);
  const stack: BitsBaseParams = {
    kind: "stack",
    bases: chosen.map((b) => params[b]!),
    weights: chosen.map((b) => all[b]! / total),
  };
  nll.base = -weightedMean(weighing, weighing.logProb(openBitsBase(stack)));
  const weights = Object.fromEntries(chosen.map((b) => [bases[b]!, all[b]! / total]));
  const fitted = Object.fromEntries(bases.map((name, b) => [name, params[b]!]));
  return { params: stack, nll, candidates: fitted, weights };
}
