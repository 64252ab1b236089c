import type { z } from "zod";
import { ServeError } from "../serve/serve-error.js";

/** Returns what a request contains. @throws {ServeError} If it is not what the schema expects. */
export function parseQuery<T>(schema: z.ZodType<T>, value: unknown): T {
  const { data, error } = schema.safeParse(value);
  if (!error) return data as T;
  const { path, message } = error.issues[0]!;
  throw new ServeError(400, `\`${path.join(".")}\` is wrong: ${message}.`);
}
