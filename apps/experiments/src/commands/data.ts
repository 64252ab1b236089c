import { fetchDataset, labelRankingDatasets, multilabelDatasets } from "@ebm/datasets";
import type { Command } from "commander";
import { EMBEDDED_IRIS } from "../data/embedded-iris.js";
import { UsageError } from "../errors.js";
import { dataDirOption } from "./run-options.js";
import { fetchOptions } from "./session.js";

const datasets = [
  ...Object.entries(multilabelDatasets).map(([name, facts]) => ({
    name,
    task: "multilabel",
    ...facts,
  })),
  ...Object.entries(labelRankingDatasets).map(([name, facts]) => ({
    name,
    task: "label-ranking",
    ...facts,
  })),
];

const EMBEDDED = {
  name: EMBEDDED_IRIS,
  task: "label-ranking",
  rows: 150,
  features: 4,
  labels: 3,
  reference:
    "Fisher. The Use of Multiple Measurements in Taxonomic Problems. Annals of Eugenics 7, 1936",
};

/** `ebm data list` and `ebm data fetch`. */
export function addData(program: Command): void {
  const data = program.command("data").description("the published data sets");
  data
    .command("list")
    .description("list what can be named")
    .option("--json", "print a JSON object a line")
    .action(({ json }: { json?: boolean }) => {
      for (const { name, task, rows, features, labels, reference } of [...datasets, EMBEDDED]) {
        process.stdout.write(
          json
            ? `${JSON.stringify({ name, task, rows, features, labels, reference })}\n`
            : `${name.padEnd(13)} ${task.padEnd(14)} ${`${rows}`.padStart(5)} rows ${`${features}`.padStart(4)} features ${`${labels}`.padStart(4)} labels  ${reference}\n`,
        );
      }
    });
  data
    .command("fetch")
    .summary("see to it that they are on this machine")
    .description(
      `Sees to it that data sets are on this machine: in the data directory, in the cache, or else downloaded into the cache. Each file is checked against its sha256. Without names: all of them.`,
    )
    .argument("[names...]", "data sets")
    .addOption(dataDirOption())
    .action(async (names: string[], { dataDir }: { dataDir?: string }) => {
      const known = datasets.map(({ name }) => name);
      const unknown = names.find((name) => !known.includes(name));
      if (unknown !== undefined) {
        throw new UsageError(
          `data set ${unknown} is unknown, expected one of ${known.join(", ")}.`,
        );
      }
      for (const name of names.length > 0 ? names : known) {
        const files = await fetchDataset(name, fetchOptions({ dataDir }));
        for (const path of Object.values(files))
          process.stdout.write(`${name.padEnd(11)} ${path}\n`);
      }
    });
}
