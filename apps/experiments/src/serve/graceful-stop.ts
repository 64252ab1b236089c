import { Server } from "node:net";
import { setTimeout as delay, setImmediate as polled } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

export interface GracefulStopOptions {
  /** The time without events after which the server closes, in ms. Default: 200. */
  readonly quiet?: number;
  /** The time that requests may continue, in ms. */
  readonly grace: number;
  /** Called when this time is over, to give up requests that still run. */
  giveUp(): void;
}

export interface GracefulStop {
  /** Returns whether the server is about to end. */
  readonly isStopping: boolean;
  stop(): Promise<void>;
}

/**
 * Lets a server end after it has answered all requests that have arrived. It accepts connections
 * until none has arrived for a moment, finishes those it has, and closes. Closing at once would cut
 * connections whose requests were not read yet. If new connections never end, it stops accepting
 * them at a moment when none waits. Requests that still run after the grace period are given up.
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
    // also after a client has disconnected, when there is no response
    reply.raw.once("close", () => {
      active--;
      last = performance.now();
    });
  });
  // not earlier: a client that is told to close returns on a connection that is not accepted
  app.addHook("onSend", async (_request, reply) => {
    if (deaf) reply.header("connection", "close");
  });
  const stop = async (): Promise<void> => {
    isStopping = true;
    const start = performance.now();
    // Node accepts one connection per turn, so that a burst of them waits for as many turns
    connected = start;
    while (performance.now() < Math.min(connected + quiet / 2, start + 1000, start + grace)) {
      await delay(quiet / 20);
    }
    for (;;) {
      const before = performance.now();
      await polled();
      const now = performance.now();
      // a short turn without a connection: none waits, or it arrived just now
      if ((connected < before && now < before + 0.2) || now > start + Math.min(2500, grace)) break;
    }
    // closing a Server of node:http would cut connections too
    Server.prototype.close.call(app.server);
    deaf = true;
    last = performance.now();
    while (performance.now() < start + grace) {
      await delay(quiet / 10);
      if (active === 0 && performance.now() > last + quiet) break;
    }
    giveUp();
    // requests that were given up receive an error, if their clients listen
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
