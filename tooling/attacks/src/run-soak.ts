import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { foldIn, key, uniform } from "@ebm/core";
import { loopModel } from "../../../apps/experiments/test/onnx-models.js";
import { startServe } from "./start-serve.js";

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
}

export interface SoakResult {
  /** Counts of answers by kind of client and status, such as `steady 200`. */
  readonly answers: ReadonlyMap<string, number>;
  /** Number of answers with other numbers than the model computes. */
  readonly wrong: number;
  /** Number of answers with a status that their client should not get. */
  readonly unexpected: readonly string[];
  /** Memory in MB by elapsed seconds. */
  readonly memory: readonly { seconds: number; server: number; workers: number }[];
  /** The answer of `/health` after the attack. */
  readonly health: { readonly idle: number; readonly replaced: number };
  /** The 99th percentile of the time of a steady request, in ms. */
  readonly p99: number;
  /** Number of requests in flight at SIGTERM that were answered, and that were lost. */
  readonly atStop: { readonly answered: number; readonly lost: number; readonly seconds: number };
  readonly exitCode: number | null;
}

const WORKERS = 2;
const FOREVER = 2 ** 40;

/**
 * Attacks a server for a while with requests that never end, clients that disconnect, clients that
 * send single bytes, corrupted bodies, and killed workers. Meanwhile steady clients check every
 * number that they receive.
 */
export async function runSoak({ seconds, seed }: SoakOptions): Promise<SoakResult> {
  const served = await startServe(loopModel(), [
    ...["--workers", `${WORKERS}`, "--timeout", "2", "--queue", "64", "--memory", "512"],
  ]);
  const { server, url } = served;
  const answers = new Map<string, number>();
  const unexpected: string[] = [];
  const times: number[] = [];
  let wrong = 0;
  const random = randomFrom(seed);
  const end = performance.now() + 1000 * seconds;
  const count = (who: string, status: number | string, allowed: readonly number[]): void => {
    const name = `${who} ${status}`;
    answers.set(name, (answers.get(name) ?? 0) + 1);
    if (!allowed.includes(status as number)) unexpected.push(name);
  };
  const ask = (body: string, signal?: AbortSignal): Promise<Response> =>
    fetch(`${url}/run`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      ...(signal && { signal }),
    });
  const check = async (who: string, allowed: readonly number[]): Promise<void> => {
    const [times, a, b] = [60, 1000, 1000].map((most) => Math.floor(random() * most));
    try {
      const response = await ask(loop(times!, [a!, b!]));
      const { y } = (await response.json()) as { y?: number[][] };
      count(who, response.status, allowed);
      const right = JSON.stringify([[a! + times!, b! + times!]]);
      if (response.status === 200 && JSON.stringify(y) !== right) wrong++;
    } catch (error) {
      count(who, codeOf(error), allowed);
    }
  };
  const repeat = async (pause: number, act: () => Promise<void>): Promise<void> => {
    while (performance.now() < end) {
      await act();
      await delay(2 * pause * random());
    }
  };

  const memory = [{ seconds: 0, ...served.memory() }];
  await Promise.all([
    // 503: its worker was killed, or the queue is full; 504: both workers were kept busy
    ...Array.from({ length: 8 }, () =>
      repeat(10, async () => {
        const start = performance.now();
        await check("steady", [200, 503, 504]);
        times.push(performance.now() - start);
      }),
    ),
    repeat(6000, async () => {
      const { status } = await ask(loop(FOREVER, [1, 2]));
      count("endless", status, [503, 504]);
    }),
    repeat(3000, async () => {
      const leave = AbortSignal.timeout(Math.floor(50 + 250 * random()));
      await ask(loop(FOREVER, [1, 2]), leave).then(
        ({ status }) => count("leaver", status, [503]),
        () => count("leaver", "left", ["left" as never]),
      );
    }),
    repeat(200, async () => {
      const body = loop(1, [1, 2]);
      const { status } = await ask(body.slice(0, Math.floor(body.length * random())));
      count("spoiled", status, [400]);
    }),
    ...[true, false].map((isWhole) =>
      repeat(500, async () => {
        const status = await drip(url, loop(3, [1, 2]), isWhole ? 1 : random());
        count(isWhole ? "slow" : "slow leaver", status, isWhole ? [200, 503, 504] : [0]);
      }),
    ),
    repeat(5000, async () => {
      const pids = served.workers();
      const victim = pids[Math.floor(pids.length * random())];
      try {
        if (victim !== undefined) process.kill(victim, "SIGKILL");
      } catch {
        // it was killed in the meantime, because it ran an endless request
      }
    }),
    repeat(Math.min(10_000, 250 * seconds), async () => {
      memory.push({
        seconds: Math.round(seconds - (end - performance.now()) / 1000),
        ...served.memory(),
      });
    }),
  ]);

  let health = { idle: 0, replaced: 0 };
  for (let tries = 0; tries < 50 && health.idle < WORKERS; tries++) {
    await delay(200);
    health = (await (await fetch(`${url}/health`)).json()) as typeof health;
  }
  // enough requests that some wait; none may fail for another reason
  const last = Array.from({ length: 40 }, () => check("last", [200]));
  await delay(5);
  const stopped = performance.now();
  server.kill("SIGTERM");
  await Promise.all(last);
  const [exitCode] = server.exitCode === null ? await once(server, "exit") : [server.exitCode];
  const answered = answers.get("last 200") ?? 0;
  const sorted = times.sort((a, b) => a - b);
  return {
    answers,
    wrong,
    unexpected,
    memory,
    health,
    p99: sorted[Math.floor(0.99 * (sorted.length - 1))] ?? 0,
    atStop: {
      answered,
      lost: last.length - answered,
      seconds: (performance.now() - stopped) / 1000,
    },
    exitCode,
  };
}

function loop(times: number, x: readonly number[]): string {
  return JSON.stringify({ times, x: [x] });
}

/** Returns numbers on [0, 1) that a seed decides. */
function randomFrom(seed: number): () => number {
  let calls = 0;
  return () => uniform(foldIn(key(seed), calls++), 1)[0]!;
}

/** Sends a part of a request byte by byte. Returns the status, or 0 if it disconnected. */
async function drip(url: string, body: string, share: number): Promise<number> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.on("error", () => {});
  const closed = once(socket, "close");
  socket.write(
    `POST /run HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  for (const character of body.slice(0, Math.floor(share * body.length))) {
    socket.write(character);
    await delay(20);
  }
  if (share < 1) socket.destroy();
  await closed;
  return Number(/^HTTP\/1.1 (\d+)/.exec(text)?.[1] ?? 0);
}

function codeOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? message;
}
