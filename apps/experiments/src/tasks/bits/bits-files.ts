import { type BitsModelParams, bitsEnergyOf } from "@ebm/models";
import {
  densityOutputs,
  exportDensity,
  readSchema,
  withPreprocessor,
  withSchema,
} from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import type { Artifact } from "../../export/artifact.js";
import { featuresOf, type RawColumns, randomColumns } from "../structured/random-columns.js";
import type { MakeFilesOptions } from "../task.js";
import type { BitsData } from "./bits-data.js";
import { bitsSampler } from "./bits-sampler.js";

/** The files that a model of bits can be exported to. */
export const BITS_FILES: readonly string[] = ["energy", "log-prob", "sampler"];

/**
 * Makes ONNX files. Energies and log-probabilities take the columns of the user's rows, by name in
 * their schema; a sampler takes uniforms.
 */
export function bitsFiles(
  params: BitsModelParams,
  { columns, missing }: Pick<BitsData, "columns" | "missing">,
  { names, card }: Pick<MakeFilesOptions, "card"> & { readonly names: readonly string[] },
): readonly Artifact[] {
  const { tilt } = params;
  const energy = bitsEnergyOf(params);
  const preprocessor = { columns, constant: [], notes: [] };
  const numbers = numbersOf(columns);
  const density = {
    dim: numbers.length,
    energy: ({ x }: { readonly x: tf.Tensor2D }) =>
      energy(tf.matMul(x, tf.tensor2d(numbers.flat(), [numbers.length, columns.length]))),
    logPartition: {
      value: tilt?.logPartition ?? 0,
      normalizer: !tilt || tilt.standardError === 0 ? ("exact" as const) : ("estimated" as const),
    },
  };
  const files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = exportDensity(density, card);
  const densityFile = (name: string): Artifact => ({
    file: `${name}.onnx`,
    bytes: withColumns(files[`${name}.onnx`]!, { columns, missing }),
    proof: {
      reference: densityOutputs(density),
      outputs: [name.replace("-", "_")],
      sample: (key, batch) => ({ x: randomColumns(preprocessor, key, batch) }),
      prepare: ({ x }) => ({ x: featuresOf(preprocessor, x as RawColumns) }),
    },
  });
  return names.map((name) =>
    name === "sampler"
      ? bitsSampler(params.base, { card, dim: columns.length })
      : densityFile(name),
  );
}

/**
 * What each feature of a preprocessor adds to the number of a value: a bit is one feature, as are two
 * categories, and other categories have one each. Shape [features, columns].
 */
function numbersOf(columns: BitsData["columns"]): number[][] {
  return columns.flatMap((column, j) => {
    const count = column.kind === "boolean" ? 2 : column.categories.length;
    const numbers = count === 2 ? [1] : Array.from({ length: count }, (_, v) => v);
    return numbers.map((number) => columns.map((_, k) => (k === j ? number : 0)));
  });
}

/** The same file for raw columns. Missing values are refused: no bit stands for them. */
function withColumns(
  bytes: Uint8Array,
  { columns, missing }: Pick<BitsData, "columns" | "missing">,
): Uint8Array<ArrayBuffer> {
  const raw = withPreprocessor(bytes, { columns });
  const schema = readSchema(raw)!;
  const inputs = schema.inputs.x!.columns.map((column) => ({
    ...column,
    missing: "refused" as const,
  }));
  return withSchema(raw, {
    ...schema,
    ...(missing && { missing }),
    inputs: { x: { columns: inputs } },
  });
}
