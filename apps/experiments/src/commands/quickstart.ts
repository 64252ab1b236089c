import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { shownPath } from "../output/shown-path.js";
import { formatError } from "../report/format.js";
import { readConfig } from "../run/read-config.js";
import { readKept } from "../run-files/read-kept.js";
import { readResult } from "../run-files/read-result.js";
import { shellWord } from "../shell-word.js";
import { EMBEDDED_IRIS } from "../tasks/embedded-iris.js";
import { describeOrders } from "../tasks/fitted/describe-orders.js";
import type { FittedConfig } from "../tasks/fitted/fitted-config.js";
import { fittedInstance } from "../tasks/fitted/fitted-instance.js";
import type { FittedRankings } from "../tasks/fitted/fitted-rankings.js";
import { unpackPlain } from "../tasks/fitted/pack-plain.js";
import { labelRanking } from "../tasks/label-ranking.js";
import type { LabelRankingConfig } from "../tasks/label-ranking-config.js";
import { parseNumber } from "../tasks/option-values.js";
import { rawRows } from "../tasks/structured/raw-rows.js";
import { startRun } from "./start-run.js";

interface QuickstartOptions {
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly seed?: number | string;
  readonly json?: boolean;
}

/** Adds `ebm quickstart`. */
export function addQuickstart(program: Command): void {
  program
    .command("quickstart")
    .summary("fit a model of iris in seconds, and print probabilities")
    .description(
      `Fits the default model of rankings to 150 irises. Each is labeled with the order in which a naive Bayes classifier ranks the three species. Prints the probability of each order for some held-out flowers. Writes a report and two verified ONNX files. The data come with this program, so nothing is downloaded.`,
    )
    .option("--seed <n>", "seed of the split and of the fit", parseNumber)
    .option(
      "--out <directory>",
      "directory of the run (default: runs/quickstart, which is replaced)",
    )
    .option("--overwrite", "replace an existing run in --out")
    .option("--json", "print one JSON object per line on stdout, and nothing else there")
    .action(async ({ out, overwrite, ...options }: QuickstartOptions) => {
      const directory = resolve(out ?? join("runs", "quickstart"));
      const ended = await startRun(
        labelRanking,
        { dataset: EMBEDDED_IRIS },
        {
          ...options,
          checkpointEvery: 2,
          out: directory,
          overwrite: overwrite ?? out === undefined,
        },
      );
      if (ended && !options.json) process.stdout.write(await describe(directory));
    });
}

/** Describes the finished run, and its files. */
async function describe(directory: string): Promise<string> {
  const { config } = await readConfig(directory, [labelRanking]);
  const data = rawRows(await labelRanking.loadRows(config as LabelRankingConfig, {}));
  const structure = labelRanking.createModel(data.labelNames.length, "permutahedron");
  const instance = fittedInstance(config as FittedConfig, data, structure);
  const { model } = unpackPlain((await readKept(directory)).params) as FittedRankings;
  const { exports } = (await readResult(directory))!;
  const files = [...new Set(exports.map(({ file }) => file))].map((file) => {
    const checks = exports.filter((check) => check.file === file);
    const worst = Math.max(...checks.map(({ maxRelError }) => maxRelError ?? 0));
    return `${shownPath(join(directory, file))} computes the trained model, within ${formatError(worst)}.`;
  });
  const orders = await describeOrders(model, instance);
  return [orders, ...files, "", describeDashboard(directory), ""].join("\n");
}

/** Says how to open the page of a run. `npm start` runs this command from a clone, as `quickstart`. */
function describeDashboard(directory: string): string {
  const ebm = process.env.npm_lifecycle_event === "quickstart" ? "npx pnpm ebm" : "ebm";
  const runs = shownPath(dirname(directory));
  const option = runs === "runs" ? "" : ` --runs ${shellWord(runs)}`;
  const name = encodeURIComponent(basename(directory));
  return `To see this run in a browser, type \`${ebm} dashboard${option}\` and open http://127.0.0.1:8088/run/${name}`;
}
