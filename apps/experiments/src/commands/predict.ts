import { once } from "node:events";
import { stat } from "node:fs/promises";
import { parse, resolve } from "node:path";
import { removeTemporaries, writeDurably } from "@ebm/core/files";
import type { Command } from "commander";
import { readModel } from "../export/read-model.js";
import { openPredictor } from "../predict/open-predictor.js";
import { type PredictedRows, predictFile } from "../predict/predict-file.js";
import { rowTexts } from "../predict/row-texts.js";
import { inOptions } from "../tasks/tables/in-options.js";
import { parseNames } from "../tasks/tables/names.js";
import { decimalOption, headerOption } from "../tasks/tables/table-options.js";
import type { Task } from "../tasks/task.js";
import { fillRows } from "./fill-rows.js";
import { parseWhole } from "./parse-whole.js";

interface PredictOptions {
  readonly input: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly missing?: readonly string[];
  readonly header?: "auto" | "yes" | "no";
  readonly decimal?: "." | ",";
  readonly steps: number;
  readonly seed: number;
}

/** `ebm predict`. */
export function addPredict(program: Command, tasks: readonly Task[]): void {
  program
    .command("predict")
    .summary("run an ONNX file on the rows of a file")
    .description(
      `Predicts each row of a file: CSV, TSV, Parquet, ARFF, LIBSVM or JSON lines, gzip or not, of any size. Columns are found by the names that the model was trained with, in any order; others are ignored, and told. Prints a CSV with one line for each row: log-probabilities, predictions by the names of the labels, or samples.

A model that takes a y, or a sampler, which takes where its chains start, reads it by name too: a column for each label, 0 or 1; or the column that lists the labels (calm|sad) or ranks them (b>a>c).

The directory of a run of \`ebm run binary\` fills in missing values: it prints all columns of each row, the columns that it filled with the probability of each value, and the log-probability of the values that were there.

A .json file may also have the tensors: {"x": [[…], …], "y": [[…], …]}.`,
    )
    .argument("<model>", "an ONNX file, or the directory of a run of `ebm run binary`")
    .requiredOption("--input <file>", "the rows")
    .option("--out <file>", "file to write, whole or not at all (default: stdout)")
    .option("--json", "print one JSON object for each row")
    .option(
      "--missing <texts>",
      "texts that stand for a missing value (default: as in training)",
      parseNames,
    )
    .addOption(headerOption())
    .addOption(decimalOption())
    .option(
      "--steps <n>",
      "number of steps of the chains of a sampler",
      parseWhole("--steps", { least: 1 }),
      1000,
    )
    .option(
      "--seed <n>",
      "seed of the noise of a sampler",
      parseWhole("--seed", { least: Number.MIN_SAFE_INTEGER }),
      0,
    )
    .action(async (model: string, options: PredictOptions) => {
      const { input, out, json = false, steps, seed, ...reading } = options;
      const write = async (pieces: AsyncIterable<PredictedRows>): Promise<void> => {
        const texts = rowTexts(valuesOf(pieces), { json });
        if (out !== undefined) await writeFile(resolve(out), texts);
        else for await (const text of texts) await print(text);
      };
      const path = resolve(model);
      if (await isDirectory(path)) {
        return write(fillRows({ directory: path, input, options: reading, tasks }));
      }
      const predictor = await openPredictor(await readModel(path), { steps, seed });
      try {
        await write(predictFile(predictor, input, reading));
      } finally {
        await predictor.dispose();
      }
    });
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
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

/** What is older than a day was left by a process that was killed. */
const DAY_MS = 86_400_000;

async function writeFile(path: string, texts: AsyncIterable<string>): Promise<void> {
  const { dir, base } = parse(path);
  await removeTemporaries(dir, { file: base, olderThan: DAY_MS }).catch(() => {});
  await writeDurably(path, texts);
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}
