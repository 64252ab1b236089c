import { roundingLimit, type Trial, toFloat64, type Verification, verify } from "@ebm/onnx-export";
import { onnxruntimeNode } from "./runtimes/onnxruntime-node.js";
import type { Runtime } from "./runtimes/runtime.js";
import { widened } from "./widened.js";

export interface InFloat64 {
  /** The errors of the file in float64. Undefined if ONNX Runtime cannot run it in float64. */
  readonly exact?: Verification & { readonly version: string };
  /** The largest relative error that passes in float32, in any runtime. */
  readonly limit: number;
}

/**
 * The fraction of the tolerance that passes in float64. All measured files need less than half of
 * it.
 */
const SHARE = 0.2;

/**
 * Runs a file in float64, where rounding cannot hide a wrong weight. If the outputs are right, a
 * float32 run may differ by its rounding error, which grows with the number of summed terms.
 */
export async function verifyInFloat64(
  bytes: Uint8Array,
  { trials, tolerance }: { readonly trials: readonly Trial[]; readonly tolerance: number },
): Promise<InFloat64> {
  const runtime = (await onnxruntimeNode.open()) as Runtime;
  const wide = toFloat64(bytes);
  // some operators do not support float64
  const model = await runtime.load(wide).catch(() => undefined);
  if (!model) return { limit: tolerance };
  try {
    const run = async (feeds: Trial["inputs"]): Promise<Trial["outputs"]> => {
      const { outputs } = trials.find(({ inputs }) => inputs === feeds)!;
      return withOverflow(await model.run(widened(feeds, wide)), outputs);
    };
    const exact = await verify(run, { trials, tolerance: SHARE * tolerance });
    const limit = exact.pass ? Math.max(tolerance, roundingLimit(bytes)) : tolerance;
    return { exact: { ...exact, version: runtime.version }, limit };
  } finally {
    await model.dispose();
  }
}

/** Takes values from the reference where it overflows in float32, which float64 does not. */
function withOverflow(found: Trial["outputs"], reference: Trial["outputs"]): Trial["outputs"] {
  return Object.fromEntries(
    Object.entries(found).map(([name, { data, shape }]) => {
      const expected = reference[name]?.data;
      const values = Float64Array.from(data, (value, i) => {
        const limit = expected?.[i] ?? value;
        return Number.isFinite(limit) ? value : limit;
      });
      return [name, { data: values, shape }];
    }),
  );
}
