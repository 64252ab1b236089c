import { createHash } from "node:crypto";

/** Returns the SHA-256 of bytes or of a text. */
export function sha256(contents: string | Uint8Array): string {
  return createHash("sha256").update(contents).digest("hex");
}
