import type { Feeds, Packed, Traceable } from "@ebm/trace";
import type * as tf from "@tensorflow/tfjs-core";
import { runtimeOf } from "#runtime-of";
import type { CompileOptions } from "./compile-options.js";
import { compileTraceable } from "./compile-traceable.js";
import type { Batch, FeedsFor } from "./feeds-for.js";

/** A tensor, or tensors by name. */
export type Result = tf.Tensor | Batch;

/** The packed results of a function that returns O. A single tensor is named `output`. */
export type Outputs<O> = O extends tf.Tensor
  ? { readonly output: Packed<Float32Array> }
  : { readonly [K in keyof O]: Packed<Float32Array> };

/** A compiled function of packed tensors. I are the inputs of the original function, O its result. */
export interface Compiled<I = Batch, O = Batch> {
  /** Runs the function. Outputs named in `into` are written there, in place. */
  <const F extends Feeds>(
    inputs: F & FeedsFor<I, F>,
    into?: Partial<Outputs<O>>,
  ): Promise<Outputs<O>>;
  /** Frees the memory of the runtime. */
  dispose(): Promise<void>;
}

/**
 * Compiles a function for ONNX Runtime. It is traced at the first call and again for each new
 * combination of input shapes. Tensors that it closes over are constants.
 *
 * @example
 * const norm = compile(({ x }: { x: tf.Tensor1D }) => tf.norm(x));
 * const { output } = await norm({ x: { data: Float32Array.of(3, 4), shape: [2] } });
 *
 * @param f A function with float32 results. Cast other results with `tf.cast`.
 * @throws {EbmError} If f cannot be traced, or if a result is not float32.
 */
export function compile<I extends Batch, O extends Result>(
  f: (inputs: I) => O,
  options: CompileOptions = {},
): Compiled<I, O> {
  // Feeds with other names fail when f is called, outputs with other dtypes when it is traced.
  return compileTraceable(f as unknown as Traceable, runtimeOf(options)) as unknown as Compiled<
    I,
    O
  >;
}
