import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { z } from "zod";
import { configDigest } from "./config-digest.js";
import { FILES } from "./files.js";
import { exists, parseJson } from "./json-files.js";
import type { Result } from "./result.js";

/**
 * Reads the result of a run. Returns undefined if the run is not finished.
 *
 * @throws {EbmError} If the file is not a result, or is the result of another config.
 */
export async function readResult(
  directory: string,
  { force = false }: { readonly force?: boolean | undefined } = {},
): Promise<Result | undefined> {
  const path = join(directory, FILES.result);
  if (!(await exists(path))) return undefined;
  const advice = "Remove it, and `ebm resume` writes it again.";
  const { data, error } = schema.safeParse(parseJson(path, await readFile(path, "utf8")));
  if (!data) {
    const { path: keys, message } = error.issues[0]!;
    throw new EbmError(`${path}: \`${keys.join(".")}\` is wrong: ${message}. ${advice}`);
  }
  if (!force && data.config !== (await configDigest(directory))) {
    throw new EbmError(
      `${path} is the result of another ${FILES.config}: one of them was changed or replaced. ${advice}`,
    );
  }
  return data;
}

const number = z.number().nullable();

const schema: z.ZodType<Result> = z.object({
  warnings: z.array(z.string()).optional(),
  step: z.int().nonnegative(),
  metrics: z.record(z.string(), number),
  exports: z.array(
    z.object({
      file: z.string(),
      runtime: z.string(),
      batch: z.number(),
      maxAbsError: number,
      maxRelError: number,
      passed: z.boolean(),
    }),
  ),
  msPerStep: number,
  config: z.string(),
  kept: z.string(),
});
