import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";

/** Server-sent events for all open pages. */
export interface EventFeed {
  /** Number of pages that listen. */
  readonly listeners: number;
  /** Sends an event to all pages. */
  publish(event: string, data: string): void;
  /**
   * Sends the events after `lastId`, and those to come. If it no longer has them all, sends `reset`
   * first, upon which a page loads everything again.
   */
  subscribe(response: ServerResponse, lastId: string | undefined): void;
  close(): void;
}

/** Number of events that are kept for pages that were disconnected. */
const KEPT = 1000;
/** Time in ms between lines that keep a connection open. */
const BEAT_MS = 15_000;

export function createEventFeed(): EventFeed {
  // ids of another start of the server mean nothing here
  const epoch = randomBytes(4).toString("hex");
  const kept: string[] = [];
  const responses = new Set<ServerResponse>();
  let count = 0;

  const beat = setInterval(() => {
    for (const response of responses) response.write(":\n\n");
  }, BEAT_MS).unref();

  const missed = (lastId: string | undefined): readonly string[] => {
    const [known, number] = (lastId ?? "").split("-");
    const first = count - kept.length;
    const next = Number(number);
    if (known === epoch && next >= first && next <= count) return kept.slice(next - first);
    return [`id: ${epoch}-${count}\nevent: reset\ndata: {}\n\n`];
  };

  return {
    get listeners() {
      return responses.size;
    },
    publish(event, data) {
      count++;
      const text = `id: ${epoch}-${count}\nevent: ${event}\ndata: ${data}\n\n`;
      kept.push(text);
      if (kept.length > KEPT) kept.shift();
      for (const response of responses) response.write(text);
    },
    subscribe(response, lastId) {
      response.writeHead(200, {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      response.write(missed(lastId).join(""));
      responses.add(response);
      response.on("close", () => responses.delete(response));
    },
    close() {
      clearInterval(beat);
      for (const response of responses) response.end();
    },
  };
}
