import { resolve } from "node:path";
import type { Command } from "commander";
import { modelTables } from "../predict/model-tables.js";
import { formatNumber } from "../report/format.js";
import type { Task } from "../tasks/task.js";
import { addFileOptions, type FileOptions } from "./file-options.js";
import { openModel } from "./open-model.js";
import { dataDirOption } from "./session-options.js";

interface EvaluateOptions extends FileOptions {
  readonly file: string;
  readonly json?: boolean;
  readonly dataDir?: string;
}

/** Adds `ebm evaluate`. */
export function addEvaluate(program: Command, tasks: readonly Task[]): void {
  const command = program
    .command("evaluate")
    .summary("evaluate a model on the rows of a file")
    .description(
      `Evaluates a model on rows that contain the true labels, rankings or bits. Prints the mean negative log-likelihood in nats per row, with the base, label frequencies and the uniform distribution for comparison. Also prints F1 or Kendall's τ × 100.`,
    )
    .argument("<model>", "the directory of a run of a default model, or of a saved model")
    .requiredOption("--file <file>", "the rows: CSV, TSV, Parquet, ARFF, LIBSVM or JSON lines")
    .option("--json", "print one JSON object");
  addFileOptions(command);
  command
    .addOption(dataDirOption())
    .action(async (name: string, { file, json, dataDir, ...reading }: EvaluateOptions) => {
      const directory = resolve(name);
      const { model, missing } = await openModel(directory, { tasks, dataDir });
      try {
        const tables = modelTables(model, file, {
          missing,
          ...reading,
          rows: Number.POSITIVE_INFINITY,
        });
        for await (const table of tables) {
          const scores = Object.entries(await model.evaluate(table));
          const metrics = scores.map(([metric, value]) => {
            return [metric, Number.isFinite(value) ? value : null] as const;
          });
          process.stdout.write(
            json
              ? `${JSON.stringify({ event: "result", model: directory, rows: table.rows, metrics: Object.fromEntries(metrics) })}\n`
              : `${metrics.map(([metric, value]) => line(metric, value)).join("\n")}\n`,
          );
        }
      } finally {
        await model.dispose();
      }
    });
}

function line(metric: string, value: number | null): string {
  return `${metric.padEnd(20)}${(value === null ? "–" : formatNumber(value, 4)).padStart(12)}`;
}
