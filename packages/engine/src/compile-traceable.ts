import { type Feeds, packedDtype, type Traceable } from "@ebm/trace";
import { checkFeeds } from "./check-feeds.js";
import type { Runtime, Session } from "./runtimes/runtime.js";

/** A function of packed tensors, without specific types. */
export interface Runner {
  (inputs: Feeds, into?: Feeds): Promise<Feeds>;
  dispose(): Promise<void>;
}

/** Compiles a function, without specific types. It opens one session for each signature. */
export function compileTraceable(f: Traceable, runtime: Runtime): Runner {
  const sessions = new Map<string, Promise<Session>>();

  const open = (inputs: Feeds): Promise<Session> => {
    checkFeeds(inputs);
    const specs = Object.entries(inputs).map(
      ([name, packed]) => [name, { shape: packed.shape, dtype: packedDtype(packed) }] as const,
    );
    const signature = JSON.stringify(specs);
    const known = sessions.get(signature);
    if (known) return known;
    const session = runtime.open(f, Object.fromEntries(specs));
    sessions.set(signature, session);
    session.catch(() => sessions.delete(signature)); // a later call may try again
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
