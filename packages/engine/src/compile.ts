import { EbmError } from "@ebm/core";
import {
  encodeModel,
  type Feeds,
  type Packed,
  packedDtype,
  runEagerly,
  type Traceable,
  trace,
} from "@ebm/trace";
import { checkFeeds } from "./check-feeds.js";
import { openSession, type Session, type SessionOptions } from "./session.js";

/** Where functions run: compiled, in ONNX Runtime, or eagerly, on the current backend of tfjs. */
export type Runtime = "onnx" | "tfjs";

export interface CompileOptions extends SessionOptions {
  readonly runtime?: Runtime;
}

/** A function of packed tensors. Outputs named in `into` are written there, in place. */
export interface Compiled {
  (inputs: Feeds, into?: Feeds): Promise<Record<string, Packed>>;
  /** Frees the memory that the runtime holds. */
  dispose(): Promise<void>;
}

/**
 * The same function, run by ONNX Runtime: traced at the first call and once more for each new
 * combination of input shapes. Tensors that it closes over are constants.
 *
 * @example
 * const norm = compile(({ x }) => tf.sum(tf.square(x)));
 * const { output } = await norm({ x: { data: Float32Array.of(3, 4), shape: [2] } });
 *
 * @throws {EbmError} As `trace` does.
 */
export function compile(
  f: Traceable,
  { runtime = "onnx", threads = 1, spin = 0 }: CompileOptions = {},
): Compiled {
  if (runtime === "tfjs") return eager(f);
  if (runtime !== "onnx") {
    throw new EbmError(`compile: \`runtime\` is ${runtime}, expected onnx or tfjs.`);
  }
  if (!Number.isInteger(threads) || threads < 1) {
    throw new EbmError(`compile: \`threads\` is ${threads}, expected a whole number from 1.`);
  }
  if (!Number.isInteger(spin) || spin < 0) {
    throw new EbmError(`compile: \`spin\` is ${spin}, expected a whole number of µs from 0.`);
  }
  const sessions = new Map<string, Promise<Session>>();

  const open = (inputs: Feeds): Promise<Session> => {
    checkFeeds(inputs);
    const specs = Object.entries(inputs).map(
      ([name, packed]) => [name, { shape: packed.shape, dtype: packedDtype(packed) }] as const,
    );
    const signature = JSON.stringify(specs);
    const known = sessions.get(signature);
    if (known) return known;
    const session = openSession(encodeModel(trace(f, Object.fromEntries(specs))), {
      threads,
      spin,
    });
    sessions.set(signature, session);
    return session;
  };

  return Object.assign(
    async (inputs: Feeds, into?: Feeds) => (await open(inputs)).run(inputs, into),
    {
      async dispose() {
        await Promise.all([...sessions.values()].map(async (session) => (await session).dispose()));
        sessions.clear();
      },
    },
  );
}

function eager(f: Traceable): Compiled {
  const run = async (inputs: Feeds, into: Feeds = {}): Promise<Record<string, Packed>> => {
    checkFeeds(inputs);
    const outputs = runEagerly(f, inputs);
    for (const [name, { data }] of Object.entries(into)) data.set(outputs[name]!.data);
    return { ...outputs, ...into };
  };
  return Object.assign(run, { dispose: async () => {} });
}
