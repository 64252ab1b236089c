import { checkPositive } from "@ebm/core/check";
import type { BitRows } from "./bit-rows.js";

/** The bases that `fitBits` fits, in order. */
export const BITS_BASES = [
  "independent",
  "Chow–Liu tree",
  "mixture of 8 Bernoullis",
  "mixture of Bernoullis",
  "mixture of 8 trees",
  "mixture of 30 trees",
  "chain",
  "reversed chain",
  "hidden chain",
  "reversed hidden chain",
] as const;

export type BitsBaseName = (typeof BITS_BASES)[number];

/** The parts that are fitted within a time budget. */
export interface BitsPlan {
  readonly bases: readonly BitsBaseName[];
  /** Whether an energy is fitted on top. */
  readonly energy: boolean;
  /** The share of the training rows that is used. */
  readonly share: number;
  /** The omitted parts, one sentence each. */
  readonly notes: readonly string[];
}

export interface PlanBitsInputs {
  /** Training rows, of which only distinct ones take time. */
  readonly rows: Pick<BitRows, "rows" | "total" | "ones"> & {
    readonly columns: Pick<BitRows["columns"], "width">;
  };
  /** Seconds that the fit may take on two cores. Default: no limit. */
  readonly budgetSeconds?: number | undefined;
  /** Whether an energy is wanted. Default: "auto". */
  readonly energy?: "auto" | "none" | undefined;
}

/** Operations a second of compiled products, and of loops over arrays. */
const PRODUCTS = 2e10;
const LOOPS = 6e7;

/** Steps of EM, and evaluations of a chain with all its penalties. */
const STEPS = 20;
const EVALUATIONS = 300;

/** Rows of all steps that train a hidden layer, with those of its checks. */
const HIDDEN_ROWS = 6e5;

/** The number of rows from which on a small mixture of Bernoullis has nothing to add to a large one. */
const MANY_ROWS = 5000;

/** The order in which parts are omitted, and the minimum number of rows. */
const FIRST_OUT = ["reversed hidden chain", "mixture of 30 trees", "reversed chain"] as const;
const LEAST_ROWS = 4000;
const BY_WORTH = [
  "chain",
  "hidden chain",
  "mixture of Bernoullis",
  "mixture of 8 trees",
  "energy",
] as const;

/**
 * Plans a fit from the size of the data alone, so that it does not depend on how busy the machine
 * is: the same data and budget always give the same model.
 */
export function planBits(inputs: PlanBitsInputs): BitsPlan {
  const { budgetSeconds = Infinity, energy = "auto" } = inputs;
  const { rows, ones } = inputs.rows;
  const { width } = inputs.rows.columns;
  if (budgetSeconds < Infinity) checkPositive("planBits", { budgetSeconds });
  const parts = new Set<string>(energy === "none" ? BITS_BASES : [...BITS_BASES, "energy"]);
  if (inputs.rows.total >= MANY_ROWS) parts.delete("mixture of 8 Bernoullis");
  const secondsOf = (count: number): number => {
    const seconds = partSeconds(count, { width, ones: ones.length / rows });
    return [...parts].reduce((sum, part) => sum + (seconds[part] ?? 0), 0);
  };
  const limit = `to stay within ${budgetSeconds} s`;
  const notes: string[] = [];
  for (const part of FIRST_OUT) {
    if (secondsOf(rows) <= budgetSeconds) break;
    parts.delete(part);
    notes.push(`Left out the ${part} ${limit}.`);
  }
  let used = rows;
  while (used > LEAST_ROWS && secondsOf(used) > budgetSeconds) used = Math.floor(used * 0.9);
  if (used < rows) {
    used = Math.max(used, Math.min(rows, LEAST_ROWS));
    notes.push(`Used ${Math.round((100 * used) / rows)} % of the training rows ${limit}.`);
  }
  if (secondsOf(used) > budgetSeconds) {
    const wanted = BY_WORTH.filter((part) => parts.delete(part));
    for (const part of wanted) {
      parts.add(part);
      const isPossible = part !== "hidden chain" || parts.has("chain");
      if (isPossible && secondsOf(used) <= budgetSeconds) continue;
      parts.delete(part);
      notes.push(`Left out the ${part} ${limit}.`);
    }
  }
  return {
    bases: BITS_BASES.filter((base) => parts.has(base)),
    energy: parts.has("energy"),
    share: used / rows,
    notes,
  };
}

/** The seconds that each part takes. */
function partSeconds(
  rows: number,
  { width, ones }: { readonly width: number; readonly ones: number },
): Readonly<Record<string, number>> {
  const pairs = (rows * ones ** 2) / 2 / LOOPS;
  const mixture = (components: number): number => (2 * rows * components * ones) / LOOPS;
  const hidden = (HIDDEN_ROWS * 6 * (2 * width * 256 + width ** 2)) / PRODUCTS;
  const chain = (EVALUATIONS * 6 * rows * width ** 2) / PRODUCTS;
  const network = 128 * width + 128 ** 2;
  const samples = 700_000;
  return {
    "Chow–Liu tree": pairs,
    "mixture of 8 Bernoullis": STEPS * mixture(8),
    "mixture of Bernoullis": STEPS * mixture(64),
    "mixture of 8 trees": STEPS * (mixture(8) + 2 * pairs),
    "mixture of 30 trees": STEPS * (mixture(30) + 2 * pairs),
    chain,
    "reversed chain": chain,
    "hidden chain": hidden,
    "reversed hidden chain": hidden,
    energy: (samples * ones * width) / 2 / LOOPS + (3e6 * 2 * network) / PRODUCTS,
  };
}
