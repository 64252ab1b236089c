import type { RunConfig } from "../src/run-files/run-config.js";
import type { Settings, Task } from "../src/tasks/task.js";

/** Returns the config of a data set with its defaults and some other settings. */
export function configOf<C extends RunConfig>(
  { name, defaults }: Task<C>,
  dataset: string,
  settings: object = {},
): C {
  const data = { dataset };
  return {
    task: name,
    data,
    ...defaults(data, settings as Settings),
    versions: {},
    ...settings,
  } as unknown as C;
}
