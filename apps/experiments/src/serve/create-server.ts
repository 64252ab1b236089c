import { EbmError } from "@ebm/core/errors";
import { readSchema, readSignature } from "@ebm/onnx-export";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { namedOutputs } from "../rows/named-outputs.js";
import { createBatcher } from "./batcher.js";
import { gracefulStop } from "./graceful-stop.js";
import { isRowWise } from "./is-row-wise.js";
import { nested } from "./nested.js";
import { readBody } from "./read-body.js";
import { openWorkerPool } from "./worker-pool.js";

export interface ServerOptions {
  /** Each holds the model. */
  readonly threads?: number;
  /** The largest body, in bytes. */
  readonly bodyLimit?: number;
  /** How many rows of waiting requests run together. */
  readonly batchRows?: number;
  /** How many requests may wait; others are told to come again. */
  readonly queueLimit?: number;
}

export interface ModelServer {
  readonly app: FastifyInstance;
  stop(): Promise<void>;
}

/**
 * A server of a model:
 *
 *   POST /run        the inputs by name, as nested lists → the outputs by name
 *   GET /signature   what it takes and gives, and what it says of itself
 *   GET /health      whether it takes requests
 *   GET /            leads to the signature
 *
 * `stop()` answers what has come, and takes no more.
 */
export async function createServer(
  model: Uint8Array,
  { threads = 1, bodyLimit = 2 ** 20, batchRows = 256, queueLimit = 1024 }: ServerOptions = {},
): Promise<ModelServer> {
  const signature = readSignature(model);
  const schema = readSchema(model);
  const { trials: _, ...metadata } = signature.metadata;
  const pool = await openWorkerPool(model, threads);
  const batcher = createBatcher(pool, { rowWise: isRowWise(signature), rows: batchRows });
  const app = Fastify({
    bodyLimit,
    // columns may be called so; rows are only read, by names of their own
    onProtoPoisoning: "ignore",
    onConstructorPoisoning: "ignore",
    // a request that comes on an open connection while the others are answered is one too
    return503OnClosing: false,
    forceCloseConnections: "idle",
    requestTimeout: 30_000,
  });

  const stop = gracefulStop(app);
  app.get("/health", async () => ({ status: "ok" }));
  app.get("/signature", async () => ({ ...signature, metadata }));
  app.get("/", async (_request, reply) => reply.redirect("/signature"));
  app.post("/run", async (request, reply) => {
    const { feeds, rows, notes } = readBody(request.body, { signature, schema });
    if (batcher.waiting >= queueLimit) {
      return reply
        .code(503)
        .header("retry-after", "1")
        .send({ error: `${batcher.waiting} requests wait already. Come again.` });
    }
    const outputs = await batcher.run(feeds);
    if (rows !== undefined) {
      const named = namedOutputs(outputs, { rows, schema });
      return { rows: named.map((row) => Object.fromEntries(row)), notes };
    }
    return Object.fromEntries(
      Object.entries(outputs).map(([name, packed]) => [name, nested(packed)]),
    );
  });
  app.setNotFoundHandler((request, reply) => {
    const error = `no ${request.method} ${request.url.slice(0, 80)}, expected POST /run, GET /signature or GET /health.`;
    return reply.code(404).send({ error });
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const code = error.statusCode ?? (error instanceof EbmError ? 400 : 500);
    const type = request.headers["content-type"]?.slice(0, 80);
    const reasons: Readonly<Record<number, string>> = {
      413: `the body is too large, expected ${bodyLimit} bytes at most.`,
      415: `the content type is ${type}, expected application/json.`,
    };
    return reply.code(code).send({ error: reasons[code] ?? error.message.replace(INSIDE, "") });
  });
  app.addHook("onClose", () => pool.close());
  return { app, stop };
}

/** The functions that find errors in rows: those who ask over HTTP do not know them. */
const INSIDE = /^(rowsToInputs|checkMembers): /;
