import type { FetchOptions } from "@ebm/datasets";
import type { RunConfig } from "../run-files/run-config.js";
import type { Problem, Task } from "../tasks/task.js";

/** A run, and everything that follows from its config. */
export interface Run {
  readonly directory: string;
  readonly task: Task;
  readonly config: RunConfig;
  readonly problem: Problem;
}

export interface LoadRunOptions extends Pick<Run, "task" | "config"> {
  readonly fetch?: FetchOptions;
}

/** Loads the data of a run. */
export async function loadRun(
  directory: string,
  { task, config, fetch = {} }: LoadRunOptions,
): Promise<Run> {
  return { directory, task, config, problem: await task.load(config, fetch) };
}
