import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/**
 * Has a server that closes go on with what has come and what is on its way, until nothing has come
 * for a while: an open connection that no request was read from yet is cut otherwise. Answers tell
 * clients meanwhile to close their connections.
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
    while (performance.now() < start + most) {
      await delay(quiet / 10);
      if (active === 0 && performance.now() > last + quiet) return;
    }
  });
}
