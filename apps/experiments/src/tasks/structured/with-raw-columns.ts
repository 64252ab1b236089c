import { readSchema, withPreprocessor, withSchema } from "@ebm/onnx-export";
import type { Artifact } from "../../export/artifact.js";
import type { PreparedRows } from "./prepare-rows.js";
import { featuresOf, type RawColumns } from "./random-columns.js";
import type { RowsConfig } from "./structured-config.js";

/** Returns the same file with the preprocessor in it. Its x has raw columns instead of features. */
export function withRawColumns(
  { bytes, proof, ...artifact }: Artifact,
  {
    config,
    prepared,
  }: { readonly config: Pick<RowsConfig, "missing">; readonly prepared: PreparedRows },
): Artifact {
  if (proof === undefined) return { ...artifact, bytes };
  const { preprocessor } = prepared;
  return {
    ...artifact,
    bytes: withMissing(withPreprocessor(bytes, preprocessor), config.missing),
    proof: {
      ...proof,
      prepare: ({ x, ...others }) => ({ ...others, x: featuresOf(preprocessor, x as RawColumns) }),
    },
  };
}

/** Stores the texts that mean a missing value. */
function withMissing(
  bytes: Uint8Array<ArrayBuffer>,
  missing: readonly string[] | undefined,
): Uint8Array<ArrayBuffer> {
  const schema = readSchema(bytes);
  return missing && schema ? withSchema(bytes, { ...schema, missing }) : bytes;
}
