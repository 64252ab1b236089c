import { Command } from "commander";
import { addDashboard } from "./commands/dashboard.js";
import { addData } from "./commands/data.js";
import { addEvaluate } from "./commands/evaluate.js";
import { addExport } from "./commands/export.js";
import { addLogs } from "./commands/logs.js";
import { addPredict } from "./commands/predict.js";
import { addQuickstart } from "./commands/quickstart.js";
import { addReproduce } from "./commands/reproduce.js";
import { addResume } from "./commands/resume.js";
import { addRun } from "./commands/run.js";
import { addSample } from "./commands/sample.js";
import { addServe } from "./commands/serve.js";
import { addSweep } from "./commands/sweep.js";
import { addVerify } from "./commands/verify.js";
import { addWorker } from "./commands/worker.js";
import { tasks as allTasks } from "./tasks/index.js";
import type { Task } from "./tasks/task.js";
import { version } from "./versions.js";

/** The `ebm` command. */
export function createProgram(tasks: readonly Task[] = allTasks): Command {
  const program = new Command("ebm")
    .description(
      `Fits probabilistic models of tables: which labels a row has, how it ranks them, rows of bits, densities, and numbers with intervals. Compares each model with simpler ones on held-out rows, writes a report and ONNX files, and answers questions in files or over HTTP. Also reproduces the tables and figures of three papers.`,
    )
    .version(version())
    .exitOverride()
    .configureOutput({
      outputError: (text, write) =>
        write(
          `ebm: ${text
            .replace(/^error: /, "")
            .trim()
            .replaceAll("\n", " ")}\n`,
        ),
    })
    .addHelpText(
      "after",
      `
Examples:
  ebm quickstart                                a model of iris in seconds, and its report
  ebm run multilabel --file people.csv --labels smoker,runner
  ebm run density --file readings.csv           how likely is each row?
  ebm serve runs/mine                           answers over HTTP
  ebm run multilabel --dataset yeast            a published data set
  ebm resume runs/multilabel-yeast-stack-seed0
  ebm sweep sweep.json                          many trials, on one core or many

A run is a directory: config.json, metrics.jsonl, checkpoint.safetensors, result.json, ONNX files,
plots/, report.html and report.json. Exit codes: 1 for an error, 2 for a wrong option, 130 for
Ctrl-C and 143 for SIGTERM, after which \`ebm resume\` continues the run.`,
    );
  addQuickstart(program);
  addRun(program, tasks);
  addResume(program, tasks);
  addExport(program, tasks);
  addVerify(program);
  addPredict(program, tasks);
  addEvaluate(program, tasks);
  addSample(program, tasks);
  addServe(program);
  addSweep(program, tasks);
  addDashboard(program);
  addWorker(program, tasks);
  addLogs(program);
  addReproduce(program, tasks);
  addData(program, tasks);
  return program;
}
