import { join, resolve } from "node:path";
import type { Command } from "commander";
import { EMBEDDED_IRIS } from "../data/embedded-iris.js";
import { describeModel } from "../output/describe-model.js";
import { parseNumber } from "./run-options.js";
import { startRun } from "./start-run.js";

interface QuickstartOptions {
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly steps?: number | string;
  readonly seed?: number | string;
  readonly json?: boolean;
}

/** `ebm quickstart`. */
export function addQuickstart(program: Command): void {
  program
    .command("quickstart")
    .summary("train a model of iris in seconds, and compare it with the exact answer")
    .description(
      `Trains on data that are in this program: for each of 150 irises, the order in which a naive Bayes classifier finds its three species likely. Prints the learned log-partition of unseen flowers beside the exact one, and the orders that it predicts; leaves the report and three ONNX files, verified. Downloads nothing.`,
    )
    .option("--steps <n>", "updates of the parameters", parseNumber)
    .option("--seed <n>", "of the split, the first parameters, batches and noise", parseNumber)
    .option("--out <directory>", "the directory of the run (default: runs/quickstart, made anew)")
    .option("--overwrite", "replace the run that is in --out")
    .option("--json", "print a JSON object a line on stdout, and nothing else there")
    .action(async ({ out, overwrite, ...options }: QuickstartOptions) => {
      const directory = resolve(out ?? join("runs", "quickstart"));
      const ended = await startRun(
        "label-ranking",
        { dataset: EMBEDDED_IRIS },
        {
          ...options,
          checkpointEvery: 2,
          out: directory,
          overwrite: overwrite ?? out === undefined,
        },
      );
      if (ended && !options.json) process.stdout.write(await describeModel(directory));
    });
}
