import { foldIn, key, normal } from "@ebm/core";
import { expect, test } from "vitest";
import { chainDiagnostics } from "./chain-diagnostics.js";

const CHAINS = 200;
/** Independent states of chains, whose means are apart. */
const sweepsOf = (count: number, apart: number): Float32Array[] =>
  Array.from({ length: count }, (_, sweep) =>
    normal(foldIn(key(1), sweep), CHAINS).map((z, chain) => z + apart * (chain % 2)),
  );

test("independent states agree and all count", () => {
  const { RHat, EffectiveSampleSize } = chainDiagnostics(sweepsOf(40, 0));
  expect(RHat).toBeCloseTo(1, 1);
  expect(EffectiveSampleSize).toBeGreaterThan(0.9 * 20 * CHAINS);
});

test("chains that stay apart disagree and count for little", () => {
  const { RHat, EffectiveSampleSize } = chainDiagnostics(sweepsOf(40, 5));
  expect(RHat).toBeGreaterThan(2);
  expect(EffectiveSampleSize).toBeLessThan(4 * CHAINS);
});

test("the first half of the sweeps does not count, and few sweeps say nothing", () => {
  const late = [...sweepsOf(20, 5), ...sweepsOf(20, 0)];
  expect(chainDiagnostics(late).RHat).toBeCloseTo(1, 1);
  expect(chainDiagnostics(sweepsOf(6, 0))).toEqual({ RHat: null, EffectiveSampleSize: null });
});
