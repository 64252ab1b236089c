import { drawTrials, type OutputError, verify } from "@ebm/onnx-export";
import type { Artifact } from "./artifact.js";
import type { Runtime } from "./runtimes/runtime.js";

/** How far a file is off in a runtime, at each batch size. */
export async function verifyArtifact(
  { bytes, proof }: Artifact,
  { runtime, tolerance }: { readonly runtime: Runtime; readonly tolerance?: number | undefined },
): Promise<(OutputError & { readonly pass: boolean })[]> {
  if (!proof) return [];
  const limit = tolerance ?? proof.tolerance ?? 1e-5;
  const model = await runtime.load(bytes);
  try {
    const { errors } = await verify(model.run, { trials: drawTrials(bytes, proof) });
    return errors.map((error) => ({ ...error, pass: error.relative <= limit }));
  } finally {
    await model.dispose();
  }
}
