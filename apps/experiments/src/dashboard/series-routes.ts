import type { DrawnSeries, Spread } from "@ebm/dashboard/api";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { after, type Series } from "./history.js";
import { parseQuery } from "./parse-query.js";
import { reduceSeries } from "./reduce-series.js";
import type { RunIndex } from "./run-index.js";
import { smoothSeries } from "./smooth-series.js";
import { spreadSeries } from "./spread-series.js";

/**
 * Adds the routes of series. What is drawn is reduced, statistics are computed from all points.
 */
export function seriesRoutes(app: FastifyInstance, index: RunIndex): void {
  const find = async (id: string, name: string): Promise<Series | undefined> =>
    (await index.history(id))?.series.get(name);

  app.get("/api/series", async (request): Promise<DrawnSeries[]> => {
    const { run, name, smooth, ...range } = parseQuery(schema, request.query);
    const drawn: DrawnSeries[] = [];
    for (const id of run) {
      const series = await find(id, name);
      if (!series) continue;
      const smoothed = smooth > 0 && reduceSeries(smoothSeries(series, smooth), range);
      drawn.push({
        ...{ run: id, ...reduceSeries(series, range), ...(smoothed && { smooth: smoothed }) },
        ...{ count: series.steps.length, first: series.steps[0]!, last: series.steps.at(-1)! },
      });
    }
    return drawn;
  });

  app.get("/api/spreads", async (request): Promise<(Spread | null)[]> => {
    const { of } = parseQuery(z.object({ of: list }), request.query);
    const spreads: (Spread | null)[] = [];
    for (const text of of) {
      spreads.push(text === "" ? null : await spreadOf(new URLSearchParams(text)));
    }
    return spreads;
  });

  const spreadOf = async (params: URLSearchParams): Promise<Spread | null> => {
    const query = { ...Object.fromEntries(params), run: params.getAll("run") };
    const { run, name, smooth, ...range } = parseQuery(schema, query);
    const found: Series[] = [];
    for (const id of run) {
      const series = await find(id, name);
      if (series) found.push(smooth > 0 ? smoothSeries(series, smooth) : series);
    }
    if (found.length < 2) return null;
    const { mean, low, high } = spreadSeries(found);
    const draw = (series: Series): Series => reduceSeries(series, range);
    return { mean: draw(mean), low: draw(low), high: draw(high), count: found.length };
  };

  app.get("/api/at", async (request) => {
    const { series: name, step } = parseQuery(atSchema, request.query);
    const values: Record<string, number> = {};
    for (const id of index.ids()) {
      const series = await find(id, name);
      const place = series ? after(series.steps, step) - 1 : -1;
      if (series && place >= 0 && series.steps.at(-1)! >= step) values[id] = series.values[place]!;
    }
    return values;
  });
}

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const schema = z.object({
  run: list,
  name: z.string(),
  from: z.coerce.number().default(Number.NEGATIVE_INFINITY),
  to: z.coerce.number().default(Number.POSITIVE_INFINITY),
  pixels: z.coerce.number().int().min(1).max(10_000).default(1000),
  smooth: z.coerce.number().min(0).max(0.999).default(0),
});

const atSchema = z.object({ series: z.string(), step: z.coerce.number() });
