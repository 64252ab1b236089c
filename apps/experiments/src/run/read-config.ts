import { EbmError } from "@ebm/core/errors";
import { readConfigFile } from "../run-files/read-config-file.js";
import { parseConfig } from "../tasks/parse-config.js";
import type { Task } from "../tasks/task.js";
import type { Run } from "./load-run.js";

/**
 * Reads the config of a run, and finds its task.
 *
 * @throws {EbmError} If there is no run, or its config is invalid.
 */
export async function readConfig(
  directory: string,
  tasks: readonly Task[],
): Promise<Pick<Run, "task" | "config">> {
  const { path, value } = await readConfigFile(directory);
  const parsed = parseConfig(value, tasks);
  if ("config" in parsed) return parsed;
  const { key, actual, expected } = parsed.issue;
  throw new EbmError(`${path}: \`${key}\` is ${JSON.stringify(actual)}, expected ${expected}.`);
}
