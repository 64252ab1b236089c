import { EbmError } from "@ebm/core";
import { checkCount, checkOneOf } from "@ebm/core/check";
import {
  encodeModel,
  type Feeds,
  packedDtype,
  runEagerly,
  type Traceable,
  trace,
} from "@ebm/trace";
import { checkFeeds } from "./check-feeds.js";
import type { CompileOptions } from "./compile-options.js";
import { openSession, type Session } from "./session.js";

/** A function of packed tensors, without specific types. */
export interface Runner {
  (inputs: Feeds, into?: Feeds): Promise<Feeds>;
  dispose(): Promise<void>;
}

/** Compiles a function, without specific types. */
export function compileTraceable(
  f: Traceable,
  { runtime = "onnx", threads = 1, spin = 0 }: CompileOptions,
): Runner {
  checkOneOf("compile", { runtime }, ["onnx", "tfjs"]);
  if (runtime === "tfjs") return eager(f);
  checkCount("compile", { threads });
  checkCount("compile", { spin }, { least: 0 });
  const sessions = new Map<string, Promise<Session>>();

  const open = (inputs: Feeds): Promise<Session> => {
    checkFeeds(inputs);
    const specs = Object.entries(inputs).map(
      ([name, packed]) => [name, { shape: packed.shape, dtype: packedDtype(packed) }] as const,
    );
    const signature = JSON.stringify(specs);
    const known = sessions.get(signature);
    if (known) return known;
    const traced = trace(f, Object.fromEntries(specs));
    checkFloats(traced.outputs);
    const session = openSession(encodeModel(traced), { threads, spin });
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

function eager(f: Traceable): Runner {
  const run = async (inputs: Feeds, into: Feeds = {}): Promise<Feeds> => {
    checkFeeds(inputs);
    const outputs = runEagerly(f, inputs);
    const dtypes = Object.entries(outputs).map(([name, y]) => [name, { dtype: packedDtype(y) }]);
    checkFloats(Object.fromEntries(dtypes));
    for (const [name, { data }] of Object.entries(into)) data.set(outputs[name]!.data);
    return { ...outputs, ...into };
  };
  return Object.assign(run, { dispose: async () => {} });
}

function checkFloats(outputs: Readonly<Record<string, { readonly dtype: string }>>): void {
  for (const [name, { dtype }] of Object.entries(outputs)) {
    if (dtype === "float32") continue;
    throw new EbmError(
      `compile: output \`${name}\` has dtype ${dtype}, expected float32: use tf.cast.`,
    );
  }
}
