import { EbmError } from "@ebm/core";
import { type Traceable, type Traced, trace } from "@ebm/trace";
import type { InputSpecs } from "./runtime.js";

/**
 * Traces a function with float32 results.
 *
 * @throws {EbmError} If it cannot be traced, or if a result has another dtype.
 */
export function traceFloats(f: Traceable, inputs: InputSpecs): Traced {
  const traced = trace(f, inputs);
  checkFloats(traced.outputs);
  return traced;
}

/** Refuses results that are not float32. */
export function checkFloats(outputs: Readonly<Record<string, { readonly dtype: string }>>): void {
  for (const [name, { dtype }] of Object.entries(outputs)) {
    if (dtype === "float32") continue;
    throw new EbmError(
      `compile: output \`${name}\` has dtype ${dtype}, expected float32: use tf.cast.`,
    );
  }
}
