import { EbmError } from "@ebm/core";

/** Refuses widths of layers that are none. */
export function checkSizes(where: string, sizes: readonly number[]): void {
  if (sizes.length >= 2 && sizes.every((size) => Number.isInteger(size) && size > 0)) return;
  throw new EbmError(
    `${where}: \`sizes\` has [${sizes.join(", ")}], expected two or more positive integers.`,
  );
}
