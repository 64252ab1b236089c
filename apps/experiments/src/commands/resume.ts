import { resolve } from "node:path";
import type { Command } from "commander";
import { executeInDirectory } from "./execute-in-directory.js";
import { addSessionOptions, type SessionOptions } from "./run-options.js";

/** `ebm resume`. */
export function addResume(program: Command): void {
  const command = program
    .command("resume")
    .summary("go on with a run that was stopped")
    .description(
      `Goes on with a run from its last checkpoint, however it was stopped, and ends as if it never had been: with the same parameters and metrics.jsonl, bit for bit, under the same versions. Of a run that is finished, tells the result again.`,
    )
    .argument("<run>", "the directory of the run");
  addSessionOptions(command).action(async (run: string, options: SessionOptions) => {
    await executeInDirectory(resolve(run), options);
  });
}
