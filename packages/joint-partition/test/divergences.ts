import {
  capped,
  chiSquared,
  type FDivergence,
  jensenShannon,
  kl,
  reverseKl,
  squaredHellinger,
  tempered,
  tsallis,
} from "@ebm/core";

/** One of each kind, finite in float32 wherever draws may be. */
export const divergences: readonly (readonly [name: string, FDivergence])[] = [
  kl(),
  chiSquared(),
  tsallis(1.5),
  tsallis(3),
  capped(reverseKl(), 0.9),
  capped(jensenShannon(), 0.6),
  capped(squaredHellinger(), 0.9),
  capped(kl(), 1.5),
  tempered(kl(), 0.5),
  tempered(chiSquared(), 8),
].map((divergence) => [divergence.name, divergence]);
