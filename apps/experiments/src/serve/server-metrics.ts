import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** The counters of a server. */
export interface ServerMetrics {
  /** Counts the rows of a run. */
  onBatch(rows: number): void;
}

/** The state that is read with the metrics. */
interface State {
  readonly workers: () => number;
  readonly idle: () => number;
  readonly replaced: () => number;
  readonly waiting: () => number;
}

/** Adds `GET /metrics`, in the text format of Prometheus. */
export function serverMetrics(app: FastifyInstance, state: State): ServerMetrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 20 });
  const labels = { registers, labelNames: ["route", "code"] as const };
  const requests = new Counter({
    name: "ebm_requests_total",
    help: "Requests answered.",
    ...labels,
  });
  const seconds = new Histogram({
    name: "ebm_request_seconds",
    help: "Time from a request to the end of its answer.",
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
    labelNames: ["route"],
  });
  const rows = new Histogram({
    name: "ebm_batch_rows",
    help: "Rows that ran together.",
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 1024, 4096],
    registers,
  });
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  };
  gauge("ebm_workers", "Processes that hold the model.", state.workers);
  gauge("ebm_workers_idle", "Idle workers.", state.idle);
  gauge("ebm_workers_replaced", "Workers that ended and were replaced.", state.replaced);
  gauge("ebm_requests_waiting", "Requests in the queue.", state.waiting);

  app.addHook("onRequest", async (request, reply) => {
    const end = seconds.startTimer();
    reply.raw.once("close", () => {
      const route = request.routeOptions.url ?? "other";
      end({ route });
      requests.inc({ route, code: reply.raw.writableEnded ? reply.statusCode : 499 });
    });
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(register.contentType).send(await register.metrics()),
  );
  return { onBatch: (count) => rows.observe(count) };
}
