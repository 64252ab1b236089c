import { resolve } from "node:path";
import type { Command } from "commander";
import { executeRun } from "../run/execute-run.js";
import { loadRun } from "../run/load-run.js";
import { readConfig, readResult } from "../run-files/run-directory.js";
import { addSessionOptions, type SessionOptions } from "./run-options.js";
import { fetchOptions, session } from "./session.js";

/** `ebm resume`. */
export function addResume(program: Command): void {
  const command = program
    .command("resume")
    .summary("go on with a run that was stopped")
    .description(
      `Goes on with a run from its last checkpoint, however it was stopped, and ends as if it never had been: with the same parameters and metrics.jsonl, bit for bit, under the same versions. Of a run that is finished, tells the result again.`,
    )
    .argument("<run>", "the directory of the run");
  addSessionOptions(command).action(async (name: string, options: SessionOptions) => {
    const directory = resolve(name);
    const config = await readConfig(directory);
    const result = await readResult(directory);
    await session(options, async (fitOptions) => {
      if (!result) {
        const run = await loadRun(directory, { config, fetch: fetchOptions(options) });
        return executeRun(run, fitOptions);
      }
      fitOptions.emit({ event: "result", run: directory, metrics: result.metrics });
      return true;
    });
  });
}
