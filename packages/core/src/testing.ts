import { capped } from "./capped.js";
import {
  chiSquared,
  type FDivergence,
  jensenShannon,
  kl,
  reverseKl,
  squaredHellinger,
  tsallis,
} from "./f-divergences.js";

/**
 * One divergence of each kind, for tests of code that takes an `FDivergence`. Divergences with a
 * conjugate that is infinite somewhere are capped.
 */
export const divergences: readonly FDivergence[] = [
  kl(),
  chiSquared(),
  tsallis(1.5),
  tsallis(2.5),
  capped(reverseKl(), 0.5),
  capped(jensenShannon(), 0.5),
  capped(squaredHellinger(), 0.5),
];
