import { EbmError } from "@ebm/core/errors";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import type { Backend } from "./backend.js";
import { createBatcher } from "./batcher.js";
import { type AccessOptions, checkAccess } from "./check-access.js";
import { gracefulStop } from "./graceful-stop.js";
import { readJson } from "./read-json.js";
import { requestSignals } from "./request-signals.js";
import { ServeError } from "./serve-error.js";
import { serverMetrics } from "./server-metrics.js";
import { openWorkerPool } from "./worker-pool.js";

/** The largest size of one output, in bytes, unless another one is given. */
export const OUTPUT_LIMIT: number = 2 ** 24;

export interface ServeOptions extends AccessOptions {
  /** Number of processes that each hold the model. Default: 1. */
  readonly workers?: number;
  /** The largest body of a request, in bytes. Default: 1 MB. */
  readonly bodyLimit?: number;
  /** Number of rows of waiting requests that may run together. Default: 256. */
  readonly batchRows?: number;
  /** Number of requests that may wait. Others are refused. Default: 1024. */
  readonly queueLimit?: number;
  /** The time limit of a request, in ms. Default: 30,000. */
  readonly timeout?: number;
  /** The time that requests may continue after `stop()`, in ms. Default: 10,000. */
  readonly grace?: number;
  /** The largest size of one output, in bytes. Default: 16 MB. */
  readonly outputLimit?: number;
  /** The memory that a request may add to a worker, in bytes. Default: 1 GB. */
  readonly memory?: number;
}

export interface ModelServer {
  readonly app: FastifyInstance;
  /** Answers pending requests, accepts no more, and ends. */
  stop(): Promise<void>;
}

/**
 * Serves a model in processes that each hold it.
 *
 * @throws {EbmError} If the model cannot be loaded.
 */
export async function serveBackend<I extends object, O>(
  backend: Backend<I, O>,
  {
    workers = 1,
    bodyLimit = 2 ** 20,
    batchRows = 256,
    queueLimit = 1024,
    timeout = 30_000,
    grace = 10_000,
    outputLimit = OUTPUT_LIMIT,
    memory = 2 ** 30,
    ...access
  }: ServeOptions = {},
): Promise<ModelServer> {
  let onIdle = (): void => {};
  const pool = await openWorkerPool<I, O>(backend.program, {
    workers,
    memory,
    outputLimit,
    onIdle: () => onIdle(),
  });
  const app = Fastify({
    bodyLimit,
    // a request that arrives on an open connection while others are answered counts too
    return503OnClosing: false,
    forceCloseConnections: "idle",
    // time limits for slow clients: to send a request, and to receive an answer
    requestTimeout: timeout,
    connectionTimeout: timeout + grace,
  });
  const metrics = serverMetrics(app, {
    workers: () => pool.size,
    idle: () => pool.idle,
    replaced: () => pool.replaced,
    waiting: () => batcher.waiting,
  });
  const batcher = createBatcher<I, O>(pool, {
    rowsOf: backend.rowsOf,
    together: backend.together,
    rows: batchRows,
    onBatch: metrics.onBatch,
  });
  onIdle = batcher.work;
  const signals = requestSignals(timeout);
  const stopping = gracefulStop(app, {
    grace,
    giveUp: () => signals.abortAll(new ServeError(503, "the server is stopping.")),
  });
  checkAccess(app, access);
  readJson(app, bodyLimit);
  const isFull = (): boolean => batcher.waiting >= queueLimit;

  app.get("/health", async (_request, reply) => {
    const status = stopping.isStopping ? "stopping" : isFull() ? "full" : "ok";
    const { size, idle, replaced } = pool;
    return reply
      .code(status === "ok" ? 200 : 503)
      .send({ status, workers: size, idle, replaced, waiting: batcher.waiting });
  });
  app.get("/", async (_request, reply) => reply.redirect("/signature"));
  backend.addRoutes(app, async (reply, request) => {
    const signal = signals.open(reply);
    if (isFull()) {
      throw new ServeError(
        503,
        `${batcher.waiting} requests are waiting already. Try again later.`,
      );
    }
    return batcher.run(request, signal);
  });
  app.setNotFoundHandler((request, reply) => {
    const error = `no ${request.method} ${request.url.slice(0, 80)}, expected POST ${backend.posts.join(", ")}, GET /signature, /openapi.json, /health or /metrics.`;
    return reply.code(404).send({ error });
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const code = error.statusCode ?? (error instanceof EbmError ? 400 : 500);
    const type = request.headers["content-type"]?.slice(0, 80);
    const reasons: Readonly<Record<number, string>> = {
      413: `the body is too large, expected ${bodyLimit} bytes at most.`,
      ...(!(error instanceof ServeError) && {
        415: `the content type is ${type}, expected application/json.`,
      }),
    };
    if (code === 503) reply.header("retry-after", "1");
    return reply
      .code(code)
      .send({ error: reasons[code] ?? error.message.replace(backend.inside, "") });
  });
  app.addHook("onClose", () => pool.close());
  return { app, stop: stopping.stop };
}
