import { EbmError } from "@ebm/core";
import type { Normalizer } from "./model.js";

/** Refuses a word for how a log-partition was come by that files have none for. */
export function checkNormalizer(where: string, normalizer: Normalizer): void {
  if (["learned", "estimated", "exact"].includes(normalizer)) return;
  throw new EbmError(
    `${where}: \`normalizer\` is ${normalizer}, expected "learned", "estimated" or "exact".`,
  );
}
