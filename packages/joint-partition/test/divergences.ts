import { capped, chiSquared, type FDivergence, kl, tempered } from "@ebm/core";
import { divergences as kinds } from "@ebm/core/testing";

/** Each kind of divergence, also with other temperatures and caps. */
export const divergences: readonly (readonly [name: string, FDivergence])[] = [
  ...kinds.flatMap((kind) => [kind, tempered(kind, 0.5), tempered(kind, 2)]),
  tempered(chiSquared(), 8),
  capped(kl(), 1.5),
].map((divergence) => [divergence.name, divergence]);
