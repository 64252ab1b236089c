import { join } from "node:path";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { ServeError } from "../serve/serve-error.js";
import { parseQuery } from "./parse-query.js";
import { findRun, type RunRoutesOptions } from "./run-routes.js";
import { taskForms } from "./task-forms.js";

export interface ControlRoutesOptions extends Pick<RunRoutesOptions, "index" | "children"> {
  /** The directory of all runs. */
  readonly runs: string;
}

/** Adds the routes that start, stop and resume runs. */
export function controlRoutes(
  app: FastifyInstance,
  { index, children, runs }: ControlRoutesOptions,
): void {
  const forms = taskForms();
  const isTaken = (id: string): boolean => index.get(id) !== undefined || children.isStarted(id);
  app.get("/api/tasks", async () => forms);

  app.post("/api/runs", async (request, reply) => {
    const { task, options, name } = parseQuery(startSchema, request.body);
    const form = forms.find((one) => one.name === task);
    if (!form) throw new ServeError(400, `there is no task ${task.slice(0, 40)}.`);
    const words = Object.entries(options).map(([flag, value]) => {
      const option = form.options.find((one) => one.flag === flag);
      if (!option) throw new ServeError(400, `${task} has no option ${flag.slice(0, 40)}.`);
      return option.value === undefined ? flag : `${flag}=${value}`;
    });
    await index.scan();
    const data = options["--dataset"] ?? "own";
    const id = free(name ?? `${task}-${data}-seed${options["--seed"] ?? 0}`, isTaken);
    children.start(id, ["run", task, ...words, "--out", join(runs, id)]);
    return reply.code(202).send({ id });
  });

  app.post("/api/runs/:id/resume", async (request, reply) => {
    const { directory, row } = await findRun(index, request);
    const { id, state } = row;
    if (state === "running") throw new ServeError(409, `${id} is already being trained.`);
    children.start(id, ["resume", directory]);
    return reply.code(202).send({ id });
  });

  app.post("/api/runs/:id/stop", async (request, reply) => {
    const id = idOf(request);
    const isLoading = children.isStarted(id) && !index.get(id);
    await children.stop(id, isLoading ? undefined : (await findRun(index, request)).directory);
    return reply.code(202).send({ id });
  });

  // also of a run that has no directory yet, or that never got one
  app.get("/api/output/:id", async (request) => {
    const id = idOf(request);
    return { isStarted: children.isStarted(id), output: await children.output(id) };
  });
}

const idOf = ({ params }: FastifyRequest): string => (params as { readonly id: string }).id;

/** Returns a name that is not taken, by adding a number. */
function free(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let number = 2; ; number++) if (!isTaken(`${name}-${number}`)) return `${name}-${number}`;
}

const text = z.string().max(1000);

const startSchema = z.object({
  task: text,
  options: z.record(text, text),
  name: z
    .string()
    .regex(/^\w[\w.+=@-]{0,99}$/, "expected letters, digits, dots and dashes")
    .optional(),
});
