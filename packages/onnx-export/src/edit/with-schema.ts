import { parseSchema } from "../schema/parse-schema.js";
import type { Schema } from "../schema/schema.js";
import { withMetadata } from "./with-metadata.js";

/**
 * Writes a schema into the metadata of a file. `readSchema` reads it back.
 *
 * @throws {EbmError} If the schema is not valid.
 */
export function withSchema(bytes: Uint8Array, schema: Schema): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify(schema);
  parseSchema("withSchema", text);
  return withMetadata(bytes, { schema: text });
}
