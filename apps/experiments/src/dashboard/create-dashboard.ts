import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { messageOf } from "../errors.js";
import { type AccessOptions, checkAccess } from "../serve/check-access.js";
import { readJson } from "../serve/read-json.js";
import { createChildren } from "./children.js";
import { controlRoutes } from "./control-routes.js";
import { createEventFeed } from "./event-feed.js";
import { logRoutes } from "./log-routes.js";
import { pageRoutes } from "./page-routes.js";
import { openRowStore } from "./row-store.js";
import { createRunIndex } from "./run-index.js";
import { runRoutes } from "./run-routes.js";
import { seriesRoutes } from "./series-routes.js";

export interface DashboardOptions extends AccessOptions {
  /** The directory of all runs. */
  readonly runs: string;
  /** The program that trains: the words before `run` and `resume`. */
  readonly ebm: readonly [string, ...string[]];
  /** The directory of the built page. */
  readonly page: string;
  /** Time in ms between looks at the directory while a page is open. Default: 500. */
  readonly every?: number;
  /**
   * Time in ms that a list waits for changes. They are sent as events after that. Default: 50.
   */
  readonly patience?: number;
}

/**
 * Creates the server of the dashboard. It reads runs from their directory, and starts programs that
 * write them. It writes only tags and the output of these programs, in that directory.
 *
 *   GET /api/runs                all runs
 *   GET /api/runs/ID             what the page of a run shows
 *   GET /api/series              points of runs, reduced for drawing
 *   GET /api/logs                all points, as CSV, Parquet or an event file of TensorBoard
 *   GET /api/spreads             the mean of runs ± their standard deviation
 *   GET /api/at                  values of all runs at a step
 *   GET /api/events              changes of runs as they happen
 *   PUT /api/runs/ID/tags        replaces the tags of a run
 *   POST /api/runs               starts a run; /api/runs/ID/stop and /resume
 *   GET /api/tasks               the options of runs
 *   GET /files/ID/…              files of a run
 */
export async function createDashboard({
  runs,
  ebm,
  page,
  every = 500,
  patience = 50,
  ...access
}: DashboardOptions): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 1000 } });
  // before all routes: those that exist when a plugin is added keep their handler
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const code = error.statusCode ?? (error instanceof EbmError ? 400 : 500);
    return reply.code(code).send({ error: messageOf(error) });
  });
  checkAccess(app, { ...access, cookie: true });
  readJson(app, 2 ** 20);
  const feed = createEventFeed();
  const store = openRowStore(join(runs, ".index.sqlite"));
  const index = createRunIndex(runs, {
    store,
    onChange: ({ json }) => feed.publish("run", json),
    onGone: (id) => feed.publish("gone", JSON.stringify(id)),
  });
  const children = createChildren({
    runs,
    ebm,
    onEnd: (id) => feed.publish("ended", JSON.stringify(id)),
  });
  void index.scan();
  const timer = setInterval(() => {
    if (feed.listeners > 0) void index.scan().catch(() => {});
  }, every);
  app.addHook("onClose", () => {
    clearInterval(timer);
    feed.close();
    store.close();
  });
  app.get("/api/events", (request, reply) => {
    reply.hijack();
    const id = request.headers["last-event-id"];
    feed.subscribe(reply.raw, typeof id === "string" ? id : undefined);
  });
  runRoutes(app, { index, children, patience });
  seriesRoutes(app, index);
  logRoutes(app, index);
  controlRoutes(app, { index, children, runs });
  await pageRoutes(app, page);
  return app;
}
