import { type Density, readSchema, withPreprocessor, withSchema } from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import { bitsEnergyOf } from "../../bits/bits-energy-of.js";
import { bitsSamplerOf } from "../../bits/bits-sampler-of.js";
import type { BitsModelParams } from "../../bits/bits-tilt.js";
import type { TracedFile } from "../traced-file.js";
import type { TableBits } from "./read-bits.js";

/** Returns a model of bits and categories as a density of the features of its columns. */
export function bitsDensity(params: BitsModelParams, columns: TableBits["columns"]): Density {
  const { tilt } = params;
  const energy = bitsEnergyOf(params);
  const numbers = numbersOf(columns);
  return {
    dim: numbers.length,
    energy: ({ x }) =>
      energy(tf.matMul(x, tf.tensor2d(numbers.flat(), [numbers.length, columns.length]))),
    logPartition: {
      value: tilt?.logPartition ?? 0,
      normalizer: !tilt || tilt.standardError === 0 ? "exact" : "estimated",
    },
  };
}

/**
 * What each feature of a preprocessor adds to the number of a value: a bit is one feature, as are two
 * categories, and other categories have one each. Shape [features, columns].
 */
function numbersOf(columns: TableBits["columns"]): number[][] {
  return columns.flatMap((column, j) => {
    const count = column.kind === "boolean" ? 2 : column.categories.length;
    const numbers = count === 2 ? [1] : Array.from({ length: count }, (_, v) => v);
    return numbers.map((number) => columns.map((_, k) => (k === j ? number : 0)));
  });
}

/** The same file for raw columns. Missing values are refused: no bit stands for them. */
export function withBitColumns(
  bytes: Uint8Array,
  columns: TableBits["columns"],
): Uint8Array<ArrayBuffer> {
  const raw = withPreprocessor(bytes, { columns });
  const schema = readSchema(raw)!;
  const inputs = schema.inputs.x!.columns.map((column) => ({
    ...column,
    missing: "refused" as const,
  }));
  return withSchema(raw, { ...schema, inputs: { x: { columns: inputs } } });
}

/** Returns the sampler of a model, which takes a row of uniforms for each sample. */
export function bitsSampleFile(params: BitsModelParams): TracedFile {
  const { width, sample } = bitsSamplerOf(params);
  const kind = params.tilt ? "A nearly exact" : "An exact";
  return {
    output: "samples",
    description: `${kind} sample of p(x) for each row of uniforms on [0, 1). A bit is 1 for true; categories are numbered by name, from 0.`,
    widths: { uniforms: width },
    compute: ({ uniforms }) => sample(uniforms!),
  };
}
