import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Table } from "@ebm/datasets";
import { type Command, Option } from "commander";
import { readModel } from "../export/read-model.js";
import { ANSWERS, answerRows } from "../predict/answer-rows.js";
import { modelTables } from "../predict/model-tables.js";
import { openPredictor } from "../predict/open-predictor.js";
import { type PredictedRows, predictFile } from "../predict/predict-file.js";
import { inOptions } from "../tasks/tables/in-options.js";
import type { Task } from "../tasks/task.js";
import { addFileOptions, type FileOptions } from "./file-options.js";
import { openModel } from "./open-model.js";
import { parseWhole } from "./parse-whole.js";
import { type PrintRowsOptions, printRows } from "./print-rows.js";
import { dataDirOption } from "./session-options.js";

interface PredictOptions extends FileOptions, PrintRowsOptions {
  readonly input: string;
  readonly answer: string;
  readonly count: number;
  readonly steps: number;
  readonly seed: number;
  readonly dataDir?: string;
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

prediction       labels by the threshold with the best micro F1, the order by mean places, or missing values filled in
marginals        the probability of each label, of being first for rankings, or of each value for bits
log-prob         log p of the values in the row, and p
likeliest        the --count likeliest sets of labels or orders, and their probabilities
conditionals     the probability of each label given the other labels in the row
f1               the set of labels with the largest expected F1
subset-accuracy  the likeliest set of labels
expected-ranks   the mean place of each label, from 0`,
    )
    .argument("<model>", "an ONNX file, or a directory")
    .requiredOption("--input <file>", "the rows")
    .option("--out <file>", "file to write; it appears only when it is complete (default: stdout)")
    .option("--json", "print one JSON object per row")
    .addOption(
      new Option("--answer <answer>", "output for each row, if the model is a directory")
        .choices(ANSWERS)
        .default("prediction"),
    )
    .option(
      "--count <n>",
      "number of sets or orders of --answer likeliest",
      parseWhole("--count", { least: 1 }),
      5,
    )
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
  command.addOption(dataDirOption()).action(async (name: string, options: PredictOptions) => {
    const { input, out, json, steps, seed, answer, count, dataDir, ...reading } = options;
    const path = resolve(name);
    if (await isDirectory(path)) {
      const { model, missing } = await openModel(path, { tasks, dataDir });
      const answers = answersOf(modelTables(model, input, { missing, ...reading }), (table) =>
        answerRows(model, table, { answer, count, seed }),
      );
      return printRows(answers, { out, json }).finally(() => model.dispose());
    }
    const predictor = await openPredictor(await readModel(path), { steps, seed });
    const values = valuesOf(predictFile(predictor, input, reading));
    return printRows(values, { out, json }).finally(() => predictor.dispose());
  });
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function* answersOf<T>(
  tables: AsyncIterable<Table>,
  answer: (table: Table) => Promise<T>,
): AsyncGenerator<T> {
  for await (const table of tables) yield await answer(table);
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
