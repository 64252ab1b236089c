import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "./json.js";

/** Returns the UUID of a config: the same for equal configs, whatever the order of their keys. */
export function uuidOf(config: Json): string {
  const hex = createHash("sha256").update(canonicalJson(config)).digest("hex");
  // version 8 of RFC 9562: bits of one's own choice
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
