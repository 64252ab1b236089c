import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { EbmError } from "@ebm/core/errors";
import type { Command } from "commander";
import { readModel } from "../export/read-model.js";
import { predictRows } from "../predict/predict-rows.js";
import { nested } from "../serve/nested.js";
import { parseWhole } from "./parse-whole.js";

interface PredictOptions {
  readonly input: string;
  readonly steps: number;
  readonly seed: number;
}

/** `ebm predict`. */
export function addPredict(program: Command): void {
  program
    .command("predict")
    .summary("run an ONNX file on the rows of a file")
    .description(
      `Prints the outputs of a model for each row of a file, one JSON object per line: log-probabilities, predictions or samples.

.csv, .arff   the columns of x, then those of y or of the start of a chain, if the model takes them; a CSV may begin with a line of names
.svm          x as features and y as labels, in LIBSVM's format
.json         {"x": [[…], …], "y": [[…], …]}

y has one number for each label, in the order of the labels of \`schema\` in the metadata of the file: 0 or 1; or for a ranking, from 1 for the first evenly down to −1 for the last. For birkhoff, y lists rank by rank which label has it, as 0 or 1.`,
    )
    .argument("<model>", "an ONNX file")
    .requiredOption("--input <file>", "file with the rows")
    .option(
      "--steps <n>",
      "number of steps of a sampler's chains",
      parseWhole("--steps", { least: 1 }),
      1000,
    )
    .option(
      "--seed <n>",
      "seed of a sampler's noise",
      parseWhole("--seed", { least: Number.MIN_SAFE_INTEGER }),
      0,
    )
    .action(async (model: string, { input, ...options }: PredictOptions) => {
      const text = await readFile(input, "utf8").catch((cause: Error) => {
        throw new EbmError(`${input} cannot be read: ${cause.message}.`, { cause });
      });
      const bytes = await readModel(resolve(model));
      const outputs = await predictRows(bytes, { text, file: input, ...options });
      const columns = Object.entries(outputs).map(([name, packed]) => {
        const list = nested(packed);
        return [name, Array.isArray(list) ? list : [list]] as const;
      });
      const rows = columns[0]?.[1].length ?? 0;
      for (let row = 0; row < rows; row++) {
        const entries = columns.map(([name, list]) => [name, list[row]]);
        process.stdout.write(`${JSON.stringify(Object.fromEntries(entries))}\n`);
      }
    });
}
