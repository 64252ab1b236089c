import type { Command } from "commander";
import type { Task } from "../tasks/task.js";
import { addSessionOptions } from "./session-options.js";
import { type RunOptions, startRun } from "./start-run.js";

/** Adds `ebm run <task>` for each task. */
export function addRun(program: Command, tasks: readonly Task[]): void {
  const run = program.command("run").description("train, test, export and report a model");
  for (const task of tasks) addTask(run, task);
}

function addTask(run: Command, task: Task): void {
  const { summary, description, examples } = task.help;
  const command = run.command(task.name).summary(summary).description(description);
  task.addOptions(command);
  command
    .optionsGroup("The run:")
    .option(
      "--out <directory>",
      "directory of the run (default: runs/, then a name made from its config)",
    )
    .option("--overwrite", "replace an existing run");
  const lines = examples.map((example) => `  ebm run ${task.name} ${example}`);
  addSessionOptions(command)
    .addHelpText("after", ["", "Examples:", ...lines].join("\n"))
    .action(async ({ out, overwrite, dataDir, checkpointEvery, json, ...options }: RunOptions) => {
      const { data, settings } = await task.parseOptions(options);
      const session = { out, overwrite, dataDir, checkpointEvery, json };
      await startRun(task, data, { ...session, ...settings });
    });
}
