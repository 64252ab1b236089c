import { Server } from "node:net";
import { setTimeout as delay, setImmediate as polled } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/**
 * Has a server that closes listen no more, but go on with the connections it has until nothing has
 * come for a while: one that no request was read from yet is cut otherwise. Answers tell clients
 * meanwhile to close their connections.
 */
export function drainBeforeClose(
  app: FastifyInstance,
  { quiet = 200, most = 5000 }: { readonly quiet?: number; readonly most?: number } = {},
): void {
  let [active, last] = [0, 0];
  app.addHook("onRequest", async () => {
    active++;
    last = performance.now();
  });
  app.addHook("onResponse", async () => {
    active--;
    last = performance.now();
  });
  app.addHook("preClose", async () => {
    const start = performance.now();
    last = start;
    await delay(quiet / 4);
    // right after all that waited was accepted; Server of node:http would cut connections too
    await polled();
    Server.prototype.close.call(app.server);
    while (performance.now() < start + most) {
      await delay(quiet / 10);
      if (active === 0 && performance.now() > last + quiet) return;
    }
  });
}
