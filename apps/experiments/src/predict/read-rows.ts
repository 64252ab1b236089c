import { extname } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { type Matrix, parseArff, parseLibsvm, parseTable } from "@ebm/datasets";
import type { Feeds, Signature } from "@ebm/onnx-export";
import { readInputs } from "../serve/read-inputs.js";

type Inputs = Signature["inputs"];

/**
 * The inputs of a model out of a file: JSON, an object of nested lists by the names of the inputs;
 * CSV and ARFF, the columns of one input after those of another, in the order of the signature;
 * LIBSVM, features and then labels.
 *
 * @throws {EbmError} At what does not fit.
 */
export function readRows(text: string, { file, inputs }: { file: string; inputs: Inputs }): Feeds {
  const extension = extname(file).toLowerCase();
  if (extension === ".json") return readInputs(parseJson(text, file), inputs);
  const widths = Object.entries(inputs).map(([name, { shape }]) => {
    const [rows, width, ...others] = shape;
    if (typeof rows === "string" && typeof width === "number" && others.length === 0) {
      return [name, width] as const;
    }
    throw new EbmError(`${file}: \`${name}\` is no table [rows, columns], expected JSON for it.`);
  });
  if (extension === ".csv") return cut(readTable(text, file), widths, file);
  if (extension === ".arff") return cut(parseArff(text, { file }).data, widths, file);
  if (extension === ".svm" || extension === ".libsvm") {
    const [[first, features], second] = widths as [Width, Width | undefined];
    const { x, y } = parseLibsvm(text, { features, labels: second?.[1] ?? 1000, file });
    return second ? { [first]: x, [second[0]]: y } : { [first]: x };
  }
  throw new EbmError(
    `${file} is ${extension || "of no kind"}, expected .csv, .arff, .svm or .json.`,
  );
}

/** A CSV, with a line of names or without: numbers name no columns. */
function readTable(text: string, file: string): Matrix {
  const first = text.trimStart().split("\n", 1)[0]!.split(",");
  const named = first.some((word) => Number.isNaN(Number(word)));
  return parseTable(text, { file, header: named || first.map((_, i) => `column ${i + 1}`) }).data;
}

type Width = readonly [name: string, width: number];

function cut(
  { data, shape: [rows, columns] }: Matrix,
  widths: readonly Width[],
  file: string,
): Feeds {
  const expected = widths.reduce((sum, [, width]) => sum + width, 0);
  if (columns !== expected) {
    const wanted = widths.map(([name, width]) => `${width} of \`${name}\``).join(" and ");
    throw new EbmError(`${file} has ${columns} columns, expected ${wanted}.`);
  }
  let from = 0;
  const parts = widths.map(([name, width]) => {
    const part = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++) {
      const start = row * columns + from;
      part.set(data.subarray(start, start + width), row * width);
    }
    from += width;
    return [name, { data: part, shape: [rows, width] }] as const;
  });
  return Object.fromEntries(parts);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EbmError(`${file} is not JSON: ${(cause as Error).message}.`, { cause });
  }
}
