import { roundingLimit, type Trial, toFloat64, type Verification, verify } from "@ebm/onnx-export";
import { onnxruntimeNode } from "./runtimes/onnxruntime-node.js";
import type { Runtime } from "./runtimes/runtime.js";
import { widened } from "./widened.js";

export interface InFloat64 {
  /** How far the file is off in float64; absent if ONNX Runtime cannot run it so. */
  readonly exact?: Verification & { readonly version: string };
  /** The largest relative error that passes in float32, in any runtime. */
  readonly limit: number;
}

/** The share of the tolerance that passes in float64. All files that were measured need less than half. */
const SHARE = 0.2;

/**
 * Runs a file in float64, where no rounding hides a wrong weight. If it gives what it should, float32
 * may be off by its rounding, which grows with the number of terms that are added up.
 */
export async function verifyInFloat64(
  bytes: Uint8Array,
  { trials, tolerance }: { readonly trials: readonly Trial[]; readonly tolerance: number },
): Promise<InFloat64> {
  const runtime = (await onnxruntimeNode.open()) as Runtime;
  const wide = toFloat64(bytes);
  // some operators have no double precision
  const model = await runtime.load(wide).catch(() => undefined);
  if (!model) return { limit: tolerance };
  try {
    const exact = await verify((feeds) => model.run(widened(feeds, wide)), {
      trials,
      tolerance: SHARE * tolerance,
    });
    const limit = exact.pass ? Math.max(tolerance, roundingLimit(bytes)) : tolerance;
    return { exact: { ...exact, version: runtime.version }, limit };
  } finally {
    await model.dispose();
  }
}
