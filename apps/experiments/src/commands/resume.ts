import { resolve } from "node:path";
import type { Command } from "commander";
import { executeRun } from "../run/execute-run.js";
import { loadRun } from "../run/load-run.js";
import { readConfig } from "../run/read-config.js";
import { readResult } from "../run-files/run-directory.js";
import type { Task } from "../tasks/task.js";
import { fetchOptions, session } from "./session.js";
import { addSessionOptions, type SessionOptions } from "./session-options.js";

/** `ebm resume`. */
export function addResume(program: Command, tasks: readonly Task[]): void {
  const command = program
    .command("resume")
    .summary("continue a run that was stopped")
    .description(
      `Continues a run from its last checkpoint, however it was stopped. It ends with the same parameters and metrics.jsonl, bit for bit, as a run that never stopped, if the versions are the same. If the run is finished, prints its result again.`,
    )
    .argument("<run>", "the directory of the run");
  addSessionOptions(command).action(async (name: string, options: SessionOptions) => {
    const directory = resolve(name);
    const { task, config } = await readConfig(directory, tasks);
    const result = await readResult(directory);
    await session({ task, config }, options, async (fitOptions) => {
      if (!result) {
        const run = await loadRun(directory, { task, config, fetch: fetchOptions(options) });
        return executeRun(run, fitOptions);
      }
      fitOptions.emit({ event: "result", run: directory, metrics: result.metrics });
      return true;
    });
  });
}
