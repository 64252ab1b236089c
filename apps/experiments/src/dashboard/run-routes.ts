import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ServeError } from "../serve/serve-error.js";
import type { Children } from "./children.js";
import { listFiles } from "./list-files.js";
import { readDetail } from "./read-detail.js";
import type { IndexedRun, RunIndex } from "./run-index.js";
import { writeTags } from "./tags.js";

export interface RunRoutesOptions {
  readonly index: RunIndex;
  readonly children: Children;
  /** Time in ms that a list waits for changes. */
  readonly patience: number;
}

/** Adds the routes that read runs, and that tag them. */
export function runRoutes(
  app: FastifyInstance,
  { index, children, patience }: RunRoutesOptions,
): void {
  app.get("/api/runs", async (_request, reply) => {
    await Promise.race([index.scan(), delay(patience)]);
    return reply.type("application/json").send(index.json());
  });

  app.get("/api/runs/:id", async (request) => {
    const run = await findRun(index, request);
    const { id } = run.row;
    const history = (await index.history(id))!;
    return readDetail(run, { history, output: await children.output(id) });
  });

  app.put("/api/runs/:id/tags", async (request) => {
    const { directory } = await findRun(index, request);
    await writeTags(directory, request.body);
    await index.scan();
    return {};
  });

  app.get("/files/:id/*", async (request, reply) => {
    const { directory } = await findRun(index, request);
    const { "*": name } = request.params as { readonly "*": string };
    if (!(await listFiles(directory)).includes(name)) throw new ServeError(404, "no such file.");
    const path = join(directory, name);
    return reply
      .type(TYPES[extname(name)] ?? "application/octet-stream")
      .header("content-length", (await stat(path)).size)
      .header("content-security-policy", REPORT_POLICY)
      .send(createReadStream(path));
  });
}

/** Returns the run that an address names. @throws {ServeError} If there is none. */
export async function findRun(index: RunIndex, { params }: FastifyRequest): Promise<IndexedRun> {
  const { id } = params as { readonly id: string };
  if (!index.get(id)) await index.scan();
  const run = index.get(id);
  if (!run) throw new ServeError(404, `there is no run ${id.slice(0, 80)}.`);
  return run;
}

/** The policy of reports, which are complete pages of their own. */
const REPORT_POLICY =
  "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".json": "application/json",
  ".jsonl": "application/x-ndjson",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};
