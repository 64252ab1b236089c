import type { FastifyReply } from "fastify";
import { ServeError } from "./serve-error.js";

/** The signals that give up requests. */
export interface RequestSignals {
  /** Returns a signal that aborts at the deadline, if the client disconnects, or by `abortAll`. */
  open(reply: FastifyReply): AbortSignal;
  /** Aborts all requests that are still open. */
  abortAll(reason: ServeError): void;
}

/** @param timeout The time limit of a request from its arrival, in ms. */
export function requestSignals(timeout: number): RequestSignals {
  const open = new Set<AbortController>();
  return {
    open({ raw }) {
      const controller = new AbortController();
      open.add(controller);
      const timer = setTimeout(() => {
        const text = `no answer within ${timeout / 1000} s, the limit of a request.`;
        controller.abort(new ServeError(504, text));
      }, timeout);
      raw.once("close", () => {
        open.delete(controller);
        clearTimeout(timer);
        if (!raw.writableEnded)
          controller.abort(new ServeError(499, "the client has disconnected."));
      });
      return controller.signal;
    },
    abortAll(reason) {
      for (const controller of open) controller.abort(reason);
    },
  };
}
