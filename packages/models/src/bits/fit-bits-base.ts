import { foldIn, type Key, split } from "@ebm/core";
import { type BitRows, weightedMean } from "./bit-rows.js";
import type { BitsBase } from "./bits-base.js";
import { type BitsBaseParams, openBitsBase } from "./bits-params.js";
import { type FittedBitsChain, fitBitsChain } from "./fit-bits-chain.js";
import { fitHiddenChain } from "./fit-hidden-chain.js";
import { fitTreeMixture } from "./fit-tree-mixture.js";
import { BITS_BASES, type BitsBaseName } from "./plan-bits.js";
import { type BitsCandidate, type FittedBitsBase, stackBits } from "./stack-bits.js";

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
    "mixture of 8 Bernoullis": () => trees(8, false, foldIn(key, 6)),
    "mixture of Bernoullis": () => trees(64, false, keys[1]),
    "mixture of 8 trees": () => trees(8, true, keys[2]),
    "mixture of 30 trees": () => trees(30, true, keys[3]),
    chain: () => chain("chain", false),
    "reversed chain": () => chain("reversed", true),
    "hidden chain": () => hidden(chains.chain!, keys[4]),
    "reversed hidden chain": () => hidden(chains.reversed!, keys[5]),
  };
  const fitted: BitsCandidate[] = [];
  for (const name of bases) {
    const params = await candidates[name]();
    const logProbs = weighing.logProb(openBitsBase(params));
    fitted.push({ name, fits: [params], logProbs });
    onBase?.(name, -weightedMean(weighing, logProbs));
  }
  return stackBits(fitted, weighing);
}
