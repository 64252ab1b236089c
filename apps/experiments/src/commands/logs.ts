import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { exportLogs, LOG_FORMATS, type LogFormat } from "../dashboard/logs/export-logs.js";
import { importLogs } from "../dashboard/logs/import-logs.js";
import { shownPath } from "../output/shown-path.js";

/** Adds `ebm logs`. */
export function addLogs(program: Command): void {
  const logs = program
    .command("logs")
    .description("write the curves of runs for other programs, and read theirs");
  logs
    .command("export")
    .summary("write curves for TensorBoard or MLflow, or as CSV or Parquet")
    .description(
      "Writes the curves of runs. For TensorBoard and MLflow, --out is a new directory with all of their settings and results. As CSV or Parquet, it is a file with the columns run, series, step and value.",
    )
    .argument("<runs...>", "the directories of runs")
    .addOption(
      new Option("--to <format>", "format to write").choices(LOG_FORMATS).makeOptionMandatory(),
    )
    .requiredOption("--out <path>", "file or directory to write")
    .action(async (runs: string[], { to, out }: { to: LogFormat; out: string }) => {
      await exportLogs(
        runs.map((run) => resolve(run)),
        { format: to, out: resolve(out) },
      );
      process.stdout.write(`${out}\n`);
    });
  logs
    .command("import")
    .summary("show the curves of other programs in the dashboard")
    .description(
      "Reads event files of TensorBoard, a file store of MLflow, or a CSV or Parquet file. The file has the columns step, series and value, and perhaps run; or the column step and one for each series. Each run becomes a directory that the dashboard shows.",
    )
    .argument("<path>", "a log directory of TensorBoard, a file store of MLflow, or a file")
    .option("--runs <directory>", "directory of the runs", "runs")
    .action(async (path: string, { runs }: { runs: string }) => {
      for (const directory of await importLogs(resolve(path), resolve(runs))) {
        process.stdout.write(`${shownPath(directory)}\n`);
      }
    });
}
