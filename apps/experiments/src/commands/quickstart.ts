import { join, resolve } from "node:path";
import type { Command } from "commander";
import { shownPath } from "../output/shown-path.js";
import { formatError } from "../report/format.js";
import { readConfig } from "../run/read-config.js";
import { readKept } from "../run-files/read-kept.js";
import { readResult } from "../run-files/run-directory.js";
import { EMBEDDED_IRIS } from "../tasks/embedded-iris.js";
import { labelRanking } from "../tasks/label-ranking.js";
import type { LabelRankingConfig } from "../tasks/label-ranking-config.js";
import { parseNumber } from "../tasks/option-values.js";
import { describeRankings } from "../tasks/structured/describe-rankings.js";
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
      `Trains on data that come with this program: for each of 150 irises, the order in which a naive Bayes classifier finds its three species likely. Prints the learned log-partition of held-out flowers beside the exact one, and the predicted orders. Writes the report and three verified ONNX files. Downloads nothing.`,
    )
    .option("--steps <n>", "number of training steps", parseNumber)
    .option(
      "--seed <n>",
      "seed of the split, the initial parameters, the batches and the noise",
      parseNumber,
    )
    .option("--out <directory>", "directory of the run (default: runs/quickstart, made anew)")
    .option("--overwrite", "replace the run that is in --out")
    .option("--json", "print one JSON object per line on stdout, and nothing else there")
    .action(async ({ out, overwrite, ...options }: QuickstartOptions) => {
      const directory = resolve(out ?? join("runs", "quickstart"));
      const ended = await startRun(
        labelRanking,
        { dataset: EMBEDDED_IRIS },
        {
          ...options,
          model: "permutahedron",
          checkpointEvery: 2,
          out: directory,
          overwrite: overwrite ?? out === undefined,
        },
      );
      if (ended && !options.json) process.stdout.write(await describe(directory));
    });
}

/** Describes the finished run beside the exact answer, and its files. */
async function describe(directory: string): Promise<string> {
  const { config } = await readConfig(directory, [labelRanking]);
  const instance = await labelRanking.open(config as LabelRankingConfig, {});
  const { params } = await readKept(directory);
  const { exports } = (await readResult(directory))!;
  const files = [...new Set(exports.map(({ file }) => file))].map((file) => {
    const checks = exports.filter((check) => check.file === file);
    const worst = Math.max(...checks.map(({ maxRelError }) => maxRelError ?? 0));
    return `${shownPath(join(directory, file))} computes what was trained, within ${formatError(worst)}.`;
  });
  return [await describeRankings(instance, params), ...files, ""].join("\n");
}
