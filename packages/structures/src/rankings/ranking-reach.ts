import { EbmError } from "@ebm/core";
import { countWays } from "../subsets/subset-levels.js";

/** The largest feasible sums, in terms. A full ranking of k labels takes k·2ᵏ⁻¹ terms. */
const MOST_TERMS = {
  /** k = 12. */
  tensors: 24_576,
  /** k = 16. */
  host: 524_288,
} as const;

/** Returns whether exact sums over the rankings of the best `top` of `labels` are feasible. */
export function rankingReach(
  name: string,
  { labels, top }: { readonly labels: number; readonly top: number },
): {
  /** Whether sums are feasible, over tensors and on the host. */
  readonly isExact: boolean;
  /** Throws if a sum is not feasible. */
  check(oracle: string, on: keyof typeof MOST_TERMS): void;
} {
  const terms = countWays(labels, top);
  return {
    isExact: terms <= MOST_TERMS.tensors,
    check(oracle, on) {
      if (terms <= MOST_TERMS[on]) return;
      let most = 0;
      while (countWays(most + 1, Math.min(top, most + 1)) <= MOST_TERMS[on]) most++;
      throw new EbmError(`${name}.${oracle}: ${labels} labels, expected ${most} or fewer.`);
    },
  };
}
