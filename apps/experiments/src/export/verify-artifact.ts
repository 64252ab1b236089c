import { setImmediate } from "node:timers/promises";
import { drawTrials, type OutputError, type Trial, verify } from "@ebm/onnx-export";
import type { Artifact } from "./artifact.js";
import type { Runtime } from "./runtimes/runtime.js";
import { verifyInFloat64 } from "./verify-in-float64.js";

/**
 * Measures the errors of a file in a runtime at each batch size. If they are large, measures them
 * in float64 too.
 */
export async function verifyArtifact(
  { bytes, proof }: Artifact,
  { runtime, judged = true }: { readonly runtime: Runtime; readonly judged?: boolean },
): Promise<(OutputError & { readonly pass: boolean })[]> {
  if (!proof) return [];
  const trials: Trial[] = [];
  for (const batch of [1, 7, 64]) {
    await setImmediate(); // lets signals in
    trials.push(...drawTrials(bytes, { ...proof, batches: [batch] }));
  }
  const { tolerance = 1e-5 } = proof;
  const { exact, limit } = judged
    ? await verifyInFloat64(bytes, { trials, tolerance })
    : { limit: Number.MAX_VALUE };
  const passing = (errors: readonly OutputError[], most: number) =>
    errors.map((error) => ({ ...error, pass: error.relative <= most }));
  if (exact && !exact.pass) return passing(exact.errors, exact.tolerance);
  const model = await runtime.load(bytes);
  try {
    await setImmediate();
    return passing((await verify(model.run, { trials })).errors, limit);
  } finally {
    await model.dispose();
  }
}
