import { type DatasetFacts, type MultilabelSources, multilabelDatasets } from "@ebm/datasets";
import { type Command, Option } from "commander";
import type { MultilabelConfig } from "../config/config.js";
import { describeDataFile } from "../data/data-file.js";
import { UsageError } from "../errors.js";
import { addTrainingOptions } from "./run-options.js";
import { type RunOptions, startRun } from "./start-run.js";

/** What says which rows to take. */
interface Sources {
  readonly dataset?: string | undefined;
  readonly train?: string | undefined;
  readonly test?: string | undefined;
  readonly labels?: string | undefined;
  readonly split?: string | undefined;
}

/** `ebm run multilabel`. */
export function addRunMultilabel(run: Command): void {
  const command = run
    .command("multilabel")
    .summary("predict which labels apply: E(x, y) over subsets of labels")
    .description(
      `Learns an energy E(x, y) over subsets y of k labels together with its log-partition τ(x), and tests both on unseen x: F1, the exact negative log-likelihood, and τ(x) against the exact log Z(x).

unary     E = −⟨u(x), y⟩                   exact log Z in closed form
pairwise  E = −⟨u(x), y⟩ − ½⟨y, U(x) y⟩    exact log Z by a sum, for k ≤ 20 (sparsemax: 16)`,
    )
    .optionsGroup("Data:")
    .addOption(
      new Option("--dataset <name>", "a published one").choices(Object.keys(multilabelDatasets)),
    )
    .option("--train <file>", "your own rows, in ARFF")
    .option("--test <file>", "your own rows to test on (default: a share of the others)")
    .option("--labels <file>", "which attributes are labels: Mulan's XML")
    .addOption(
      new Option(
        "--split <which>",
        "test on random rows of all files, or on those of the test file (default: random, but files with --test)",
      ).choices(["random", "files"]),
    )
    .addOption(
      new Option(
        "--empty-rows <what>",
        "what to do with rows without a label (default: keep, but drop for birds, as its published F1 suggests)",
      ).choices(["keep", "drop"]),
    )
    .optionsGroup("Model:")
    .addOption(
      new Option("--model <model>", "the energy (default: unary)").choices(["unary", "pairwise"]),
    );
  addTrainingOptions(command, "multilabel")
    .addHelpText(
      "after",
      `
Examples:
  ebm run multilabel --dataset yeast
  ebm run multilabel --dataset cal500 --loss sparsemax --seed 3
  ebm run multilabel --dataset scene --model pairwise --validation-share 0.2
  ebm run multilabel --train a.arff --test b.arff --labels c.xml --out runs/mine`,
    )
    .action(async ({ dataset, train, test, labels, ...options }: RunOptions & Sources) => {
      const data = await dataOf({ dataset, train, test, labels, split: options.split });
      await startRun("multilabel", data, options);
    });
}

async function dataOf(sources: Sources): Promise<MultilabelConfig["data"]> {
  const { dataset, train, test, labels, split } = sources;
  if (dataset !== undefined) {
    if (train ?? test ?? labels)
      throw new UsageError("--dataset and own files: expected one of them.");
    const facts: Readonly<Record<string, DatasetFacts<MultilabelSources>>> = multilabelDatasets;
    if (split === "files" && !facts[dataset]?.files.test) {
      throw new UsageError(`--split is files, but ${dataset} has no file of test rows.`);
    }
    return { dataset };
  }
  if (train === undefined || labels === undefined) {
    throw new UsageError("no data: expected --dataset, or --train and --labels.");
  }
  if (split === "files" && test === undefined) {
    throw new UsageError("--split is files, but --test names no file.");
  }
  return {
    train: await describeDataFile(train),
    ...(test !== undefined && { test: await describeDataFile(test) }),
    labels: await describeDataFile(labels),
  };
}
