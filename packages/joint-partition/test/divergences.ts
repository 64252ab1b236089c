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
const kinds = [
  kl(),
  chiSquared(),
  tsallis(1.5),
  tsallis(3),
  capped(reverseKl(), 0.9),
  capped(jensenShannon(), 0.6),
  capped(squaredHellinger(), 0.9),
];

/** Each kind, also hotter and colder, and more strongly. */
export const divergences: readonly (readonly [name: string, FDivergence])[] = [
  ...kinds.flatMap((kind) => [kind, tempered(kind, 0.5), tempered(kind, 2)]),
  tempered(chiSquared(), 8),
  capped(kl(), 1.5),
].map((divergence) => [divergence.name, divergence]);
