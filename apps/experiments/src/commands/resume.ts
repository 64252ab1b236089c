import { resolve } from "node:path";
import { removeTemporaries } from "@ebm/core/files";
import type { Command } from "commander";
import { loadRun } from "../run/load-run.js";
import { readConfig } from "../run/read-config.js";
import type { Emit } from "../run-files/events.js";
import { withLock } from "../run-files/lock-directory.js";
import { readResult } from "../run-files/read-result.js";
import type { RunConfig } from "../run-files/run-config.js";
import type { Task } from "../tasks/task.js";
import { versions } from "../versions.js";
import { fetchOptions, session } from "./session.js";
import { addSessionOptions, type SessionOptions } from "./session-options.js";

interface ResumeOptions extends SessionOptions {
  readonly force?: boolean;
}

/** Adds `ebm resume`. */
export function addResume(program: Command, tasks: readonly Task[]): void {
  const command = program
    .command("resume")
    .summary("continue a run that was stopped")
    .description(
      `Continues a run from its last checkpoint, or from the previous one if the last is damaged. With the same versions, it ends with the same parameters and metrics.jsonl as a run that never stopped, bit for bit. If the run is finished, prints its result again.`,
    )
    .argument("<run>", "the directory of the run");
  command.option(
    "--force",
    "continue even if config.json or metrics.jsonl were changed by hand since the run was stopped",
  );
  addSessionOptions(command).action(async (name: string, options: ResumeOptions) => {
    const directory = resolve(name);
    const { task, config } = await readConfig(directory, tasks);
    const { force } = options;
    await session({ task, config }, options, async ({ emit, execute }) => {
      if (await tell(directory, emit, force)) return true;
      return withLock(directory, async (lock) => {
        // another process may have finished or replaced it in the meantime
        if (await tell(directory, emit, force)) return true;
        const locked = { ...(await readConfig(directory, tasks)), fetch: fetchOptions(options) };
        const run = await loadRun(directory, locked);
        await removeTemporaries(directory);
        const notes = otherVersions(run.config);
        if (notes.length > 0) emit({ event: "notes", run: directory, notes });
        return execute(run, { lock, force });
      });
    });
  });
}

/** Prints the result of a run if it is finished. */
async function tell(directory: string, emit: Emit, force: boolean | undefined): Promise<boolean> {
  const result = await readResult(directory, { force });
  if (!result) return false;
  const { metrics, warnings } = result;
  emit({ event: "result", run: directory, metrics, warnings });
  return true;
}

/** Warns if the run was started with other versions. */
function otherVersions({ versions: before }: RunConfig): string[] {
  const others = Object.entries(versions()).filter(([name, now]) => before[name] !== now);
  if (others.length === 0) return [];
  const names = others.map(([name, now]) => `${name} ${now} instead of ${before[name] ?? "none"}`);
  return [
    `The run continues with ${names.join(" and ")}: its last bits may differ from those of a run that never stopped.`,
  ];
}
