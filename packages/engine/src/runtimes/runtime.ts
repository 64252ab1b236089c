import type { Feeds, Packed, TensorSpec, Traceable } from "@ebm/trace";

/** The names, shapes and dtypes of a function's inputs. */
export type InputSpecs = Readonly<Record<string, TensorSpec>>;

/** A function that is ready to run on inputs of fixed shapes. */
export interface Session {
  /** Runs the function. Outputs named in `into` are written there, in place. */
  run(feeds: Feeds, into?: Feeds): Promise<Record<string, Packed>>;
  /** Frees the memory of the session. */
  dispose(): Promise<void>;
}

/**
 * A place in which functions of tensors run. `compile` and `train` accept every runtime. This contract and
 * `compileTraceable` import nothing of Node, so that they work in browsers too.
 */
export interface Runtime {
  /** Where functions run, such as `"onnx"`, `"tfjs"` or `"webgpu"`. */
  readonly name: string;
  /** Traces a function of inputs with these shapes, and makes it ready to run. */
  open(f: Traceable, inputs: InputSpecs): Promise<Session>;
}
