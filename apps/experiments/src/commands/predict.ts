import { resolve } from "node:path";
import { key } from "@ebm/core";
import type { Table } from "@ebm/datasets";
import type { LoadedModel } from "@ebm/models";
import { type Command, Option } from "commander";
import { type AnswerRowsOptions, answerRows } from "../answers/answer-rows.js";
import { answers } from "../answers/answers.js";
import { flatAnswer } from "../answers/flat-answer.js";
import { UsageError } from "../errors.js";
import { readModel } from "../export/read-model.js";
import { modelTable, modelTables } from "../predict/model-tables.js";
import { openPredictor } from "../predict/open-predictor.js";
import { type PredictedRows, predictFile } from "../predict/predict-file.js";
import type { PrintedRow } from "../predict/row-texts.js";
import { inOptions } from "../tasks/tables/in-options.js";
import type { Task } from "../tasks/task.js";
import { calibrationOption } from "./calibration-option.js";
import { addFileOptions, type FileOptions } from "./file-options.js";
import { isDirectory } from "./is-directory.js";
import { openModel } from "./open-model.js";
import { parseShare } from "./parse-share.js";
import { parseWhole } from "./parse-whole.js";
import { type PrintRowsOptions, printRows } from "./print-rows.js";
import { scoreFile } from "./score-file.js";
import { dataDirOption } from "./session-options.js";
import { databaseUrlOption } from "./worker.js";

interface PredictOptions extends FileOptions, PrintRowsOptions {
  readonly file?: string;
  /** The earlier name of `file`. */
  readonly input?: string;
  readonly answer: string;
  readonly count: number;
  readonly levels: readonly number[];
  readonly coverage: number;
  readonly calibration?: string;
  readonly steps: number;
  readonly seed: number;
  readonly dataDir?: string;
  readonly workers?: number;
  readonly databaseUrl?: string;
  readonly shardRows: number;
}

/** Adds `ebm predict`. */
export function addPredict(program: Command, tasks: readonly Task[]): void {
  const command = program
    .command("predict")
    .summary("predict the rows of a file with a model or an ONNX file")
    .description(
      `Predicts each row of a file of any size: CSV, TSV, Parquet, ARFF, LIBSVM or JSON lines, with or without gzip. Finds columns by the names that the model was trained with, in any order. Ignores other columns, and lists them in a note. Prints a CSV with one line for each row: log-probabilities, predictions by the names of the labels, or samples.

If the model takes a y, the file must contain it: a column of 0 or 1 for each label, or one column that lists the labels (calm|sad) or ranks them (b>a>c). For a sampler, y is the first state of its chains.

A .json file may also contain the tensors of an ONNX file: {"x": [[…], …], "y": [[…], …]}.

For the directory of a run of a default model, or of a saved model, --answer selects the output:

${rowAnswers.map((name) => `${name.padEnd(17)}${answers[name]!.summary}`).join("\n")}

With --workers or --database-url, scores a Parquet file that is too large for memory, with an ONNX file. Several processes score shards of it. --out is a directory of Parquet files with one row for each row of the input, in order, and its number from 0 in the column \`row\`. If the command is stopped, the same command continues.`,
    )
    .argument("<model>", "an ONNX file, or a directory")
    .option("--file <file>", "the rows")
    .addOption(new Option("--input <file>").hideHelp())
    .option("--out <file>", "file to write; it appears only when it is complete (default: stdout)")
    .option("--json", "print one JSON object per row")
    .addOption(
      new Option("--answer <answer>", "output for each row, if the model is a directory")
        .choices(rowAnswers)
        .default("prediction"),
    )
    .option(
      "--count <n>",
      "number of sets or orders of --answer likeliest",
      parseWhole("--count", { least: 1 }),
      5,
    )
    .option(
      "--levels <numbers>",
      "levels of quantiles",
      (text) => text.split(",").map(parseShare("--levels")),
      [0.05, 0.5, 0.95],
    )
    .option(
      "--coverage <p>",
      "least probability that a set of --answer conformal contains all labels of a row",
      parseShare("--coverage"),
      0.9,
    )
    .addOption(calibrationOption())
    .option(
      "--steps <n>",
      "number of steps of the chains of a sampler",
      parseWhole("--steps", { least: 1 }),
      1000,
    )
    .option(
      "--seed <n>",
      "seed of samplers, and of answers that are estimated with samples",
      parseWhole("--seed", { least: Number.MIN_SAFE_INTEGER }),
      0,
    );
  addFileOptions(command);
  command
    .option(
      "--workers <n>",
      "number of processes that score shards of a Parquet file",
      parseWhole("--workers"),
    )
    .addOption(databaseUrlOption())
    .option(
      "--shard-rows <n>",
      "least number of rows of a shard",
      parseWhole("--shard-rows", { least: 1 }),
      100_000,
    );
  command.addOption(dataDirOption()).action(async (name: string, options: PredictOptions) => {
    const { input, file = input, out, json, steps, seed, answer, dataDir, ...others } = options;
    const { count, levels, coverage, calibration: labeled, ...rest } = others;
    const { workers, databaseUrl, shardRows, ...reading } = rest;
    if (file === undefined) throw new UsageError("--file is missing, expected a file of rows.");
    const path = resolve(name);
    if (workers !== undefined || databaseUrl !== undefined) {
      const executor = { workers: workers ?? 1, databaseUrl, dataDir, tasks };
      return scoreFile(path, file, { ...executor, out, steps, seed, shardRows, reading });
    }
    if (await isDirectory(path)) {
      const { model, missing } = await openModel(path, { tasks, dataDir });
      const files = { missing, ...reading };
      const calibration = labeled && (await modelTable(model, labeled, files));
      const asked = {
        count,
        levels,
        coverage,
        key: key(seed),
        ...(calibration && { calibration }),
      };
      const rows = answersOf(modelTables(model, file, files), { model, answer, json, asked });
      return printRows(rows, { out, json }).finally(() => model.dispose());
    }
    const predictor = await openPredictor(await readModel(path), { steps, seed });
    const values = valuesOf(predictFile(predictor, file, reading));
    return printRows(values, { out, json }).finally(() => predictor.dispose());
  });
}

/** The answers for the rows of a file. Other commands print samples. */
const rowAnswers = Object.keys(answers).filter((name) => name !== "sample");

interface AnswersOfOptions {
  readonly model: LoadedModel;
  readonly answer: string;
  readonly json?: boolean | undefined;
  readonly asked: AnswerRowsOptions;
}

/** Passes on answers as they are for JSON, and as named values for a CSV. */
async function* answersOf(
  tables: AsyncIterable<Table>,
  { model, answer, json, asked }: AnswersOfOptions,
): AsyncGenerator<PrintedRow[]> {
  for await (const table of tables) {
    const rows = await answerRows(model, answer, table, asked);
    yield rows.map((row) => (json ? Object.entries(row) : flatAnswer(row, model.kind)));
  }
}

/** Passes on the values, and prints the notes. */
async function* valuesOf(
  pieces: AsyncIterable<PredictedRows>,
): AsyncGenerator<PredictedRows["values"]> {
  for await (const { values, notes } of pieces) {
    for (const note of notes) process.stderr.write(`${inOptions(note)}\n`);
    yield values;
  }
}
