import { UsageError } from "../errors.js";
import type { RunConfig } from "../run-files/run-config.js";
import { versions } from "../versions.js";
import { flagOf } from "./command-of.js";
import { parseConfig } from "./parse-config.js";
import type { Settings, Task } from "./task.js";

/**
 * Returns the config of a new run: the given settings, and defaults for the others.
 *
 * @throws {UsageError} If a setting is invalid.
 */
export function newConfig<C extends RunConfig>(
  task: Task<C>,
  data: C["data"],
  settings: Settings,
): C {
  const defaults = task.defaults(data, settings);
  const value = { task: task.name, data, ...defaults, ...settings, versions: versions() };
  const parsed = parseConfig(value, [task]);
  if ("config" in parsed) return parsed.config as C;
  const { key, actual, expected } = parsed.issue;
  throw new UsageError(`${flagOf(key)} is ${String(actual)}, expected ${expected}.`);
}
