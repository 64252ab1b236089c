import { resolve } from "node:path";
import { foldIn, key } from "@ebm/core";
import type { LoadedModel } from "@ebm/models";
import { type Command, Option } from "commander";
import { type AnswerRow, answerRows } from "../answers/answer-rows.js";
import { flatAnswer } from "../answers/flat-answer.js";
import { modelTables } from "../predict/model-tables.js";
import type { NamedValue } from "../rows/named-outputs.js";
import type { Task } from "../tasks/task.js";
import { addFileOptions, type FileOptions } from "./file-options.js";
import { openModel } from "./open-model.js";
import { parseWhole } from "./parse-whole.js";
import { printRows } from "./print-rows.js";
import { dataDirOption } from "./session-options.js";

interface SampleOptions extends FileOptions {
  readonly file?: string;
  /** The earlier name of `file`. */
  readonly rows?: string;
  readonly samples: number;
  readonly seed: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly dataDir?: string;
}

/** Adds `ebm sample`. */
export function addSample(program: Command, tasks: readonly Task[]): void {
  const command = program
    .command("sample")
    .summary("sample from a model, for the rows of a file")
    .description(
      `Samples sets of labels or rankings for each row of a file, or its missing bits and categories given the other values. Without a file, a model of bits or a density samples new rows. Prints a CSV with one line per sample, which starts with the number of its row, from 1.`,
    )
    .argument("<model>", "the directory of a run of a default model, or of a saved model")
    .option("--file <file>", "rows to sample for; optional for models of bits and densities")
    .addOption(new Option("--rows <file>").hideHelp())
    .option(
      "--samples <n>",
      "number of samples for each row",
      parseWhole("--samples", { least: 1 }),
      1,
    )
    .option(
      "--seed <n>",
      "seed of the samples",
      parseWhole("--seed", { least: Number.MIN_SAFE_INTEGER }),
      0,
    )
    .option("--out <file>", "file to write; it appears only when it is complete (default: stdout)")
    .option("--json", "print one JSON object per sample");
  addFileOptions(command);
  command.addOption(dataDirOption()).action(async (name: string, options: SampleOptions) => {
    const { out, json, dataDir, ...rest } = options;
    const { model, missing } = await openModel(resolve(name), { tasks, dataDir });
    try {
      await printRows(samplesOf(model, { missing, ...rest }), { out, json });
    } finally {
      await model.dispose();
    }
  });
}

async function* samplesOf(
  model: LoadedModel,
  { rows, file = rows, samples, seed, ...reading }: Omit<SampleOptions, "out" | "json" | "dataDir">,
): AsyncGenerator<NamedValue[][]> {
  if (file === undefined) {
    const rows = await answerRows(model, "sample", undefined, { samples, key: key(seed) });
    yield rows.map((row) => flatAnswer(row, model.kind));
    return;
  }
  let before = 0;
  for await (const table of modelTables(model, file, reading)) {
    const options = { samples, key: foldIn(key(seed), before) };
    const rows = await answerRows(model, "sample", table, options);
    yield rows.flatMap((row, i) =>
      (row.samples as readonly AnswerRow[]).map((sample): NamedValue[] => [
        ["row", before + i + 1],
        ...flatAnswer(sample, model.kind),
      ]),
    );
    before += table.rows;
  }
}
