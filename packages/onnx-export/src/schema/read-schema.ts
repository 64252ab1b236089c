import { readSignature } from "@ebm/trace";
import { parseSchema } from "./parse-schema.js";
import type { Schema } from "./schema.js";

/**
 * Reads the schema in the metadata of a file; undefined if it has none.
 *
 * @throws {EbmError} If the schema is not valid, or its version is unknown.
 */
export function readSchema(bytes: Uint8Array): Schema | undefined {
  const { schema } = readSignature(bytes).metadata;
  return schema === undefined ? undefined : parseSchema("readSchema", schema);
}
