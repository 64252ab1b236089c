import type { Config } from "../src/config/config.js";
import { defaultsFor } from "../src/config/defaults.js";

/** The config of a data set with its defaults, but for some settings. */
export function configOf(task: Config["task"], dataset: string, settings: object = {}): Config {
  const data = { dataset };
  return { task, data, ...defaultsFor(task, data), versions: {}, ...settings } as Config;
}
