import { Server } from "node:net";
import { setTimeout as delay, setImmediate as polled } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

export interface GracefulStopOptions {
  /** How long nothing may have happened before the server closes, in ms. Default: 200. */
  readonly quiet?: number;
  /** How long requests may go on, in ms. */
  readonly grace: number;
  /** Is called when the grace is over, to give up requests that still run. */
  giveUp(): void;
}

export interface GracefulStop {
  /** Whether the server is about to end. */
  readonly isStopping: boolean;
  stop(): Promise<void>;
}

/**
 * Gives a server a way to end that answers all requests that have arrived. It accepts connections
 * until none has arrived for a moment, continues with those it has until they are quiet, and closes.
 * To close at once would cut connections from which no request was read yet. If new connections
 * never end, it stops accepting them at a moment when none waits. What still runs after the grace
 * is given up.
 */
export function gracefulStop(
  app: FastifyInstance,
  { quiet = 200, grace, giveUp }: GracefulStopOptions,
): GracefulStop {
  let [active, last, connected, deaf, isStopping] = [0, 0, 0, false, false];
  app.server.on("connection", () => {
    connected = performance.now();
  });
  app.addHook("onRequest", async (_request, reply) => {
    active++;
    last = performance.now();
    // also after a client has left, when there is no response
    reply.raw.once("close", () => {
      active--;
      last = performance.now();
    });
  });
  // not before: a client that is told to close returns on a connection that is not accepted
  app.addHook("onSend", async (_request, reply) => {
    if (deaf) reply.header("connection", "close");
  });
  const stop = async (): Promise<void> => {
    isStopping = true;
    const start = performance.now();
    // Node accepts one connection a turn, so that a burst of them waits for as many turns
    connected = start;
    while (performance.now() < Math.min(connected + quiet / 2, start + 1000, start + grace)) {
      await delay(quiet / 20);
    }
    for (;;) {
      const before = performance.now();
      await polled();
      const now = performance.now();
      // a short turn that brought no connection: none waits, or it arrived just now
      if ((connected < before && now < before + 0.2) || now > start + Math.min(2500, grace)) break;
    }
    // Server of node:http would cut connections too
    Server.prototype.close.call(app.server);
    deaf = true;
    last = performance.now();
    while (performance.now() < start + grace) {
      await delay(quiet / 10);
      if (active === 0 && performance.now() > last + quiet) break;
    }
    giveUp();
    // those that were given up are told so, if they listen
    const end = performance.now() + quiet;
    while (active > 0 && performance.now() < end) await delay(quiet / 10);
    app.server.closeAllConnections();
    await app.close();
  };
  return {
    get isStopping() {
      return isStopping;
    },
    stop,
  };
}
