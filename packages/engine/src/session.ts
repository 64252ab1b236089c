import { type Feeds, type Packed, packedDtype } from "@ebm/trace";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { disableTelemetry } from "./disable-telemetry.js";
import type { Session } from "./runtimes/runtime.js";

export interface SessionOptions {
  /**
   * Number of threads per operator. More than one helps with large matrices, or if threads spin.
   * Default: 1.
   */
  readonly threads?: number;
  /**
   * The time, in µs, that an idle thread waits for work before it sleeps. Waking a thread takes longer
   * than a small operator: with 100 µs, two threads took a third less time than with 0. The cost is a
   * core that stays busy for that time after each run. Default: 0.
   */
  readonly spin?: number;
}

/** The options with which all models are loaded. */
export function sessionOptions({
  threads = 1,
  spin = 0,
}: SessionOptions = {}): InferenceSession.SessionOptions {
  const spinning = { allow_spinning: "1", spin_duration_us: `${spin}` };
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Errors only: when loading, ORT warns about each constant that it folds.
    logSeverityLevel: 3,
    extra: {
      session: { intra_op: spin > 0 ? spinning : { allow_spinning: "0" } },
      // They would undo what encodeModel does for products with a transposed matrix.
      optimization: { disable_specified_optimizers: "GemmTransposeFusion;MatmulTransposeFusion" },
    },
  };
}

/** Loads a model in ONNX Runtime. */
export async function openSession(
  model: Uint8Array,
  options: SessionOptions = {},
): Promise<Session> {
  await disableTelemetry();
  const session = await InferenceSession.create(model, sessionOptions(options));
  // Creating a tensor costs more than a small kernel, and a training loop feeds the same arrays
  // at every step, so each array gets one tensor.
  const tensors = new WeakMap<object, Tensor>();
  const tensor = (packed: Packed): Tensor => {
    const known = tensors.get(packed.data);
    if (known && known.dims.join() === packed.shape.join()) return known;
    const made = new Tensor(packedDtype(packed), packed.data, packed.shape);
    tensors.set(packed.data, made);
    return made;
  };
  const wrap = (feeds: Feeds): Record<string, Tensor> =>
    Object.fromEntries(Object.entries(feeds).map(([name, packed]) => [name, tensor(packed)]));

  return {
    async run(feeds, into = {}) {
      const fetches = Object.fromEntries(session.outputNames.map((name) => [name, null]));
      const outputs = await session.run(wrap(feeds), { ...fetches, ...wrap(into) });
      return Object.fromEntries(
        Object.entries(outputs).map(([name, output]) => {
          const data = output.data as Packed["data"];
          const bound = into[name];
          if (bound) freeCopy(data, bound.data);
          return [name, bound ?? { data, shape: output.dims }];
        }),
      );
    },
    dispose: () => session.release(),
  };
}

/**
 * Frees the copy that onnxruntime-node makes of an output that it wrote to a bound array. Otherwise
 * the garbage collector has to free a copy of the gradient at each step.
 */
function freeCopy({ buffer }: Packed["data"], bound: Packed["data"]): void {
  if (buffer !== bound.buffer && buffer instanceof ArrayBuffer) buffer.transfer(0);
}
