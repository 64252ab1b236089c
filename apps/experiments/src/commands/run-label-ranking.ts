import { labelRankingDatasets } from "@ebm/datasets";
import { type Command, Option } from "commander";
import type { LabelRankingConfig } from "../config/config.js";
import { describeDataFile } from "../data/data-file.js";
import { EMBEDDED_IRIS } from "../data/embedded-iris.js";
import { UsageError } from "../errors.js";
import { addTrainingOptions } from "./run-options.js";
import { type RunOptions, startRun } from "./start-run.js";

/** What says which rows to take. */
interface Sources {
  readonly dataset?: string | undefined;
  readonly file?: string | undefined;
}

/** `ebm run label-ranking`. */
export function addRunLabelRanking(run: Command): void {
  const datasets = [...Object.keys(labelRankingDatasets), EMBEDDED_IRIS];
  const command = run
    .command("label-ranking")
    .summary("predict the order of labels: E(x, y) over permutations")
    .description(
      `Learns an energy E(x, y) over the k! orders of k labels together with its log-partition τ(x), and tests both on unseen x: Kendall's τ, the exact negative log-likelihood, and τ(x) against the exact log Z(x), by a dynamic programme over subsets for k ≤ 12, of a sparsemax loss by a sum for k ≤ 8.

permutahedron  E = −⟨θ(x), w(y)⟩   a score a label, and a weight a rank
birkhoff       E = −⟨Θ(x), Y⟩      a score for each label at each rank`,
    )
    .optionsGroup("Data:")
    .addOption(
      new Option(
        "--dataset <name>",
        `a published one; ${EMBEDDED_IRIS} needs no file and no network`,
      ).choices(datasets),
    )
    .option("--file <file>", "your own rows: CSV, features and then `ranking`, as b>a>c")
    .optionsGroup("Model:")
    .addOption(
      new Option("--model <model>", "the energy (default: permutahedron)").choices([
        "permutahedron",
        "birkhoff",
      ]),
    );
  addTrainingOptions(command, "label-ranking")
    .addHelpText(
      "after",
      `
Examples:
  ebm run label-ranking --dataset iris
  ebm run label-ranking --dataset vowel --model birkhoff --steps 6000
  ebm run label-ranking --file rankings.txt --out runs/mine --json`,
    )
    .action(async ({ dataset, file, ...options }: RunOptions & Sources) => {
      await startRun("label-ranking", await dataOf({ dataset, file }), options);
    });
}

async function dataOf({ dataset, file }: Sources): Promise<LabelRankingConfig["data"]> {
  if (dataset !== undefined && file === undefined) return { dataset };
  if (dataset === undefined && file !== undefined) return { file: await describeDataFile(file) };
  throw new UsageError("expected either --dataset or --file.");
}
