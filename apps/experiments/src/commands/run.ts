import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { UsageError } from "../errors.js";
import type { Task } from "../tasks/task.js";
import { parseWhole } from "./parse-whole.js";
import { readRunFile } from "./run-file.js";
import { runSchema } from "./run-schema.js";
import { addSessionOptions } from "./session-options.js";
import { type RunOptions, startRun } from "./start-run.js";

/** Adds `ebm run <task>` for each task. */
export function addRun(program: Command, tasks: readonly Task[]): void {
  const run = program
    .command("run")
    .usage("[options] <task>")
    .description("train, test, export and report a model")
    .option(
      "--config <file>",
      'JSON file with the task and its options, as {"task": "density", "file": "points.csv"}; options that follow win',
    )
    .option("--schema", "print the JSON Schema of this file")
    // the options of the task, which follow those of the file
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async ({ config, schema }: FromFile, command: Command) => {
      if (schema) {
        process.stdout.write(`${JSON.stringify(runSchema(run), null, 2)}\n`);
        return;
      }
      if (config !== undefined) {
        const words = await readRunFile(resolve(config), run);
        await run.parseAsync([...words, ...command.args], { from: "user" });
        return;
      }
      const names = tasks.map(({ name }) => name).join(", ");
      const [unknown] = command.args;
      if (unknown === undefined) return command.help({ error: true });
      throw new UsageError(`unknown task '${unknown}', expected one of ${names}.`);
    });
  for (const task of tasks) addTask(run, task);
}

interface FromFile {
  readonly config?: string;
  readonly schema?: boolean;
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
    .option("--overwrite", "replace an existing run")
    .addOption(
      new Option(
        "--serve [port]",
        "serve the default model when the run is finished, as `ebm serve` does (default port: 8080)",
      )
        .preset(8080)
        .argParser(parseWhole("--serve", { most: 65_535 })),
    );
  const lines = examples.map((example) => `  ebm run ${task.name} ${example}`);
  addSessionOptions(command)
    .addHelpText("after", ["", "Examples:", ...lines].join("\n"))
    .action(async ({ serve, ...rest }: RunOptions & { readonly serve?: number }) => {
      const { out, overwrite, dataDir, checkpointEvery, json, ...options } = rest;
      const { data, settings } = await task.parseOptions(options);
      const session = { out, overwrite, dataDir, checkpointEvery, json };
      const directory = await startRun(task, data, { ...session, ...settings });
      if (directory === undefined || serve === undefined) return;
      await run.parent!.parseAsync(["serve", directory, "--port", `${serve}`], { from: "user" });
    });
}
