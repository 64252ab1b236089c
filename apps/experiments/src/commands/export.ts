import { resolve } from "node:path";
import type { Checkpoint } from "@ebm/engine";
import type { Quantization } from "@ebm/onnx-export";
import { type Command, Option } from "commander";
import { UsageError } from "../errors.js";
import { checkExports } from "../export/export-artifacts.js";
import { formatError } from "../report/format.js";
import { exportRun } from "../run/export-run.js";
import { loadRun, type Run } from "../run/load-run.js";
import { readConfig } from "../run/read-config.js";
import { withLock } from "../run-files/lock-directory.js";
import { makeDirectory } from "../run-files/make-directory.js";
import { readKept } from "../run-files/read-kept.js";
import { readResult } from "../run-files/read-result.js";
import type { Task } from "../tasks/task.js";
import { fetchOptions } from "./session.js";
import { dataDirOption } from "./session-options.js";

interface ExportOptions {
  readonly what?: readonly string[];
  readonly quantize?: Quantization;
  readonly samples?: boolean;
  readonly externalData?: boolean;
  readonly force?: boolean;
  readonly out?: string;
  readonly model?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** Adds `ebm export`. */
export function addExport(program: Command, tasks: readonly Task[]): void {
  const names = [...new Set(tasks.flatMap(({ files }) => files))];
  program
    .command("export")
    .summary("write the model of a run as verified ONNX files")
    .description(
      `Writes the model of a run as ONNX files, which take raw features and batches of any size. Runs each file in ONNX Runtime, and compares its outputs with those of the trained model. By default, writes the files that \`ebm run\` writes.

predict      the most likely y; not for the birkhoff polytope
marginals    the probability of each label; of run multilabel --model stack
sampler      exact samples of run multilabel --model stack, or Markov chains on p(y|x) for models of papers. The shape of the noise input sets the number of steps and chains.
train-step   the loss, its gradient and Adam, with train-state.onnx to start from`,
    )
    .argument("<run>", "the directory of the run")
    .option(
      "--what <names>",
      `files to write: all that the model has, or some of ${names.join(",")} (default: those that the run writes)`,
      (text) => text.split(","),
    )
    .addOption(
      new Option(
        "--quantize <precision>",
        "precision of the weights; the resulting error is reported",
      ).choices(["float16", "int8"]),
    )
    .option("--samples", "give energy and log-prob files several y per x: [batch, samples, dim]")
    .option("--external-data", "keep large weights in a separate file")
    .option("--out <directory>", "directory to write to (default: that of the run)")
    .option(
      "--model <directory>",
      "directory to save the model in, instead of ONNX files: for `loadModel` of @ebm/models, and for ebm predict, evaluate, sample and serve",
    )
    .option("--force", "export even if config.json or result.json were changed by hand")
    .option("--json", "print one JSON object per line on stdout, and nothing else there")
    .addOption(dataDirOption())
    .action(
      async (name: string, { out, model, dataDir, json, what, ...options }: ExportOptions) => {
        const directory = resolve(name);
        const { task, config } = await readConfig(directory, tasks);
        checkNames(task, what);
        const run = await loadRun(directory, { task, config, fetch: fetchOptions({ dataDir }) });
        const { quantize: quantization, force, ...rest } = options;
        const kept = await readKept(directory, { force });
        if (model !== undefined) return saveModel(run, kept, resolve(model));
        const to = resolve(out ?? directory);
        await makeDirectory(to);
        const checks = await withLock(to, async () =>
          exportRun(run, {
            kept,
            directory: to,
            quantization,
            metrics: (await readResult(directory, { force }))?.metrics,
            names: what?.includes("all") ? allOf(run, kept) : what,
            ...rest,
          }),
        );
        for (const check of checks) {
          const { file, batch, maxRelError } = check;
          process.stdout.write(
            json
              ? `${JSON.stringify({ event: "export", directory: to, ...check })}\n`
              : `${file.padEnd(26)} batch ${String(batch).padStart(2)}: off by ${formatError(maxRelError)} at most\n`,
          );
        }
        checkExports(checks);
      },
    );
}

/** Saves a model that can be loaded again with all its functions. */
async function saveModel({ problem }: Run, kept: Checkpoint, directory: string): Promise<void> {
  if (problem.openModel === undefined) {
    throw new UsageError("--model needs a run of a default model, not of a paper's model.");
  }
  await makeDirectory(directory);
  const model = await problem.openModel(kept);
  await model.save(directory);
  await model.dispose();
  process.stdout.write(`${directory}\n`);
}

/** Returns all files that a run can write, and prints a line for each file that it cannot. */
function allOf({ task, problem }: Run, kept: Checkpoint): readonly string[] {
  return task.files.filter((name) => {
    const missing = problem.whyMissing(name, kept);
    if (missing) process.stderr.write(`no ${name}.onnx: ${missing}\n`);
    return !missing;
  });
}

function checkNames({ files }: Task, what: readonly string[] = []): void {
  const unknown = what.find((name) => name !== "all" && !files.includes(name));
  if (unknown === undefined) return;
  throw new UsageError(`--what has ${unknown}, expected all, or some of ${files.join(",")}.`);
}
