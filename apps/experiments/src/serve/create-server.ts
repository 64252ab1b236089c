import { EbmError } from "@ebm/core/errors";
import { type Feeds, readSchema, readSignature, type Signature } from "@ebm/onnx-export";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { namedOutputs } from "../rows/named-outputs.js";
import { createBatcher } from "./batcher.js";
import { type AccessOptions, checkAccess } from "./check-access.js";
import { checkSizes } from "./check-sizes.js";
import { dtypes } from "./dtypes.js";
import { gracefulStop } from "./graceful-stop.js";
import { isRowWise } from "./is-row-wise.js";
import { nested } from "./nested.js";
import { openApi } from "./open-api.js";
import { readBody } from "./read-body.js";
import { readJson } from "./read-json.js";
import { requestSignals } from "./request-signals.js";
import { runnable } from "./runnable.js";
import { ServeError } from "./serve-error.js";
import { serverMetrics } from "./server-metrics.js";
import { openWorkerPool } from "./worker-pool.js";

export interface ServerOptions extends AccessOptions {
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
  /** The largest value of an input `steps`. Default: 100,000. */
  readonly maxSteps?: number;
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
 * Creates a server of a model:
 *
 *   POST /run            the inputs by name, as nested lists, or rows → the outputs by name
 *   GET /signature       the inputs, outputs and metadata of the model
 *   GET /openapi.json    the same for programs that generate clients
 *   GET /health          the workers and the queue; 503 if no request would be taken
 *   GET /metrics         counts and times, for Prometheus
 *   GET /                leads to the signature
 *
 * @throws {EbmError} If the model cannot be loaded, or has a dtype that is not served.
 */
export async function createServer(
  model: Uint8Array,
  {
    workers = 1,
    bodyLimit = 2 ** 20,
    batchRows = 256,
    queueLimit = 1024,
    timeout = 30_000,
    grace = 10_000,
    maxSteps = 100_000,
    outputLimit = 2 ** 24,
    memory = 2 ** 30,
    ...access
  }: ServerOptions = {},
): Promise<ModelServer> {
  const signature = readSignature(model);
  checkDtypes(signature);
  const schema = readSchema(model);
  const { trials: _, ...metadata } = signature.metadata;
  const renamed = runnable(model, signature);
  let onIdle = (): void => {};
  const pool = await openWorkerPool(renamed.model, {
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
  const batcher = createBatcher(pool, {
    rowWise: isRowWise(signature),
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
  app.get("/signature", async () => ({ ...signature, metadata }));
  const description = openApi(signature, { schema, token: access.token !== undefined });
  app.get("/openapi.json", async () => description);
  app.get("/", async (_request, reply) => reply.redirect("/signature"));
  app.post("/run", async (request, reply) => {
    const signal = signals.open(reply);
    const { tensors, rows, notes } = readBody(request.body, { signature, schema });
    checkSizes(tensors, signature, { maxSteps, outputLimit });
    if (isFull()) {
      throw new ServeError(
        503,
        `${batcher.waiting} requests are waiting already. Try again later.`,
      );
    }
    const outputs = renamed.outputs(await batcher.run(renamed.inputs(tensors), signal));
    if (rows !== undefined) {
      // files that take rows have outputs of numbers
      const named = namedOutputs(outputs as Feeds, { rows, schema, metadata: signature.metadata });
      return { rows: named.map((row) => Object.fromEntries(row)), notes };
    }
    return Object.fromEntries(
      Object.entries(outputs).map(([name, tensor]) => [
        name,
        nested(tensor, dtypes[signature.outputs[name]!.dtype]!),
      ]),
    );
  });
  app.setNotFoundHandler((request, reply) => {
    const error = `no ${request.method} ${request.url.slice(0, 80)}, expected POST /run, GET /signature, GET /openapi.json, GET /health or GET /metrics.`;
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
    return reply.code(code).send({ error: reasons[code] ?? error.message.replace(INSIDE, "") });
  });
  app.addHook("onClose", () => pool.close());
  return { app, stop: stopping.stop };
}

/** Functions that find errors in rows. HTTP clients do not know their names. */
const INSIDE = /^(rowsToInputs|checkMembers): /;

function checkDtypes({ inputs, outputs }: Signature): void {
  for (const [name, { dtype }] of [...Object.entries(inputs), ...Object.entries(outputs)]) {
    if (Object.hasOwn(dtypes, dtype)) continue;
    const some = Object.keys(dtypes).join(", ");
    throw new EbmError(`serve: \`${name}\` is ${dtype}, expected one of ${some}.`);
  }
}
