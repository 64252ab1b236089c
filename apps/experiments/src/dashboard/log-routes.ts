import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ServeError } from "../serve/serve-error.js";
import { csvOfPoints, parquetOfPoints } from "./logs/points.js";
import { type RunLog, readRunLog } from "./logs/run-log.js";
import { writeEventFile } from "./logs/write-event-file.js";
import { parseQuery } from "./parse-query.js";
import type { RunIndex } from "./run-index.js";

/** Adds the route that sends all points of runs, or those of one series. */
export function logRoutes(app: FastifyInstance, index: RunIndex): void {
  app.get("/api/logs", async (request, reply) => {
    const { run, name, to } = parseQuery(schema, request.query);
    const logs: RunLog[] = [];
    for (const id of run) {
      const found = index.get(id);
      if (!found) throw new ServeError(404, `there is no run ${id.slice(0, 80)}.`);
      const log = await readRunLog(found.directory, id);
      const series = [...log.series].filter(([key]) => name === undefined || key === name);
      logs.push({ ...log, series: new Map(series) });
    }
    reply.header("content-disposition", `attachment; filename="${FILES[to]}"`);
    if (to === "csv") {
      return reply.type("text/csv; charset=utf-8").send(Readable.from(csvOfPoints(logs)));
    }
    reply.type("application/octet-stream");
    if (to === "parquet") return reply.send(Buffer.from(await parquetOfPoints(logs)));
    return reply.send(Readable.from(writeEventFile(logs[0]!)));
  });
}

const FILES = {
  csv: "points.csv",
  parquet: "points.parquet",
  tensorboard: "events.out.tfevents.ebm",
} as const;

const schema = z.object({
  run: z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]),
  name: z.string().optional(),
  to: z.enum(["csv", "parquet", "tensorboard"]).default("csv"),
});
