import { EbmError } from "@ebm/core/errors";

/** Refuses numbers, by name, that are no integers from some least one on. */
export function checkCounts(
  where: string,
  counts: Readonly<Record<string, number>>,
  { least = 1 }: { readonly least?: number } = {},
): void {
  for (const [name, count] of Object.entries(counts)) {
    if (Number.isInteger(count) && count >= least) continue;
    throw new EbmError(`${where}: \`${name}\` is ${count}, expected an integer from ${least}.`);
  }
}
