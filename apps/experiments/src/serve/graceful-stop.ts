import { Server } from "node:net";
import { setTimeout as delay, setImmediate as polled } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/**
 * Gives a server a way to end that answers all that has come: it takes connections until none has
 * come for a moment, goes on with those it has until nothing comes on them, and closes. To close
 * at once would cut connections that no request was read from yet. Where new connections come
 * without end, it stops taking them after a second, at a moment when none waits.
 */
export function gracefulStop(
  app: FastifyInstance,
  { quiet = 200, most = 5000 }: { readonly quiet?: number; readonly most?: number } = {},
): () => Promise<void> {
  let [active, last, connected, deaf] = [0, 0, 0, false];
  app.server.on("connection", () => {
    connected = performance.now();
  });
  app.addHook("onRequest", async () => {
    active++;
    last = performance.now();
  });
  // not before: a client that is told to close comes back on a connection that is not taken
  app.addHook("onSend", async (_request, reply) => {
    if (deaf) reply.header("connection", "close");
  });
  app.addHook("onResponse", async () => {
    active--;
    last = performance.now();
  });
  return async () => {
    const start = performance.now();
    // Node accepts one connection a turn, so that a burst of them waits for as many turns
    connected = start;
    while (performance.now() < Math.min(connected + quiet / 2, start + most / 5)) {
      await delay(quiet / 20);
    }
    for (;;) {
      const before = performance.now();
      await polled();
      const now = performance.now();
      // a short turn that brought no connection: none waits, or it came just now
      if ((connected < before && now < before + 0.2) || now > start + most / 2) break;
    }
    // Server of node:http would cut connections too
    Server.prototype.close.call(app.server);
    deaf = true;
    last = performance.now();
    while (performance.now() < start + most) {
      await delay(quiet / 10);
      if (active === 0 && performance.now() > last + quiet) break;
    }
    await app.close();
  };
}
