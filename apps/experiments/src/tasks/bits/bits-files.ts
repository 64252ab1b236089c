import { type BitsModelParams, bitsDensity, withBitColumns } from "@ebm/models";
import { densityOutputs, exportDensity, readSchema, withSchema } from "@ebm/onnx-export";
import type { Artifact } from "../../export/artifact.js";
import { featuresOf, type RawColumns, randomColumns } from "../structured/random-columns.js";
import type { MakeFilesOptions } from "../task.js";
import type { BitsData } from "./bits-data.js";
import { bitsSampler } from "./bits-sampler.js";

/** The files that a model of bits can be exported to. */
export const BITS_FILES: readonly string[] = ["energy", "log-prob", "sampler"];

/**
 * Creates ONNX files. Energies and log-probabilities take the columns of the user's rows by name. A
 * sampler takes uniforms.
 */
export function bitsFiles(
  params: BitsModelParams,
  { columns, missing }: Pick<BitsData, "columns" | "missing">,
  { names, card }: Pick<MakeFilesOptions, "card"> & { readonly names: readonly string[] },
): readonly Artifact[] {
  const preprocessor = { columns, constant: [], notes: [] };
  const density = bitsDensity(params, columns);
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
    name === "sampler" ? bitsSampler(params, { card, dim: columns.length }) : densityFile(name),
  );
}

/** Returns the same file for raw columns, with the texts that mean a missing value. */
function withColumns(
  bytes: Uint8Array,
  { columns, missing }: Pick<BitsData, "columns" | "missing">,
): Uint8Array<ArrayBuffer> {
  const raw = withBitColumns(bytes, columns);
  return missing ? withSchema(raw, { ...readSchema(raw)!, missing }) : raw;
}
