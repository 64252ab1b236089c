import { fetchDataset } from "@ebm/datasets";
import type { Command } from "commander";
import { UsageError } from "../errors.js";
import type { Task } from "../tasks/task.js";
import { fetchOptions } from "./session.js";
import { dataDirOption } from "./session-options.js";

/** Adds `ebm data list` and `ebm data fetch`. */
export function addData(program: Command, tasks: readonly Task[]): void {
  const datasets = tasks.flatMap((task) =>
    task.datasets.map((dataset) => ({ ...dataset, task: task.name })),
  );
  const data = program.command("data").description("the published data sets");
  data
    .command("list")
    .description("list the data sets that can be named")
    .option("--json", "print one JSON object per line")
    .action(({ json }: { json?: boolean }) => {
      for (const { name, task, rows, dimensions, reference } of datasets) {
        const counts = Object.entries({ rows, ...dimensions }).map(
          ([what, count]) => `${`${count}`.padStart(5)} ${what}`,
        );
        process.stdout.write(
          json
            ? `${JSON.stringify({ name, task, rows, ...dimensions, reference })}\n`
            : `${name.padEnd(13)} ${task.padEnd(14)} ${counts.join(" ")}  ${reference}\n`,
        );
      }
    });
  data
    .command("fetch")
    .summary("download data sets")
    .description(
      `Makes sure that data sets are on this machine: in the data directory, in the cache, or else downloaded into the cache. Checks each file against its sha256. Without names: all data sets.`,
    )
    .argument("[names...]", "data sets")
    .addOption(dataDirOption())
    .action(async (names: string[], { dataDir }: { dataDir?: string }) => {
      const known = datasets.filter(({ isEmbedded }) => !isEmbedded).map(({ name }) => name);
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
