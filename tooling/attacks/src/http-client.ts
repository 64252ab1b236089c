import { once } from "node:events";
import { Agent, request } from "node:http";

export interface Answer {
  /** The HTTP status, or an error code. */
  readonly status: number | string;
  readonly ms: number;
}

/** Posts JSON over one connection that stays open. */
export function client(url: string): (body: string) => Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return async (body) => {
    const start = performance.now();
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    const sent = request(url, { method: "POST", headers, agent });
    sent.end(body);
    const status = await once(sent, "response").then(
      async ([response]) => {
        await response.toArray();
        return response.statusCode as number;
      },
      ({ code }: NodeJS.ErrnoException) => code ?? "unknown",
    );
    return { status, ms: performance.now() - start };
  };
}
