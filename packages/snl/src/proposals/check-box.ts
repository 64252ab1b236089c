import { EbmError } from "@ebm/core/errors";
import type { UniformBoxParams } from "./uniform-box.js";

/** Refuses a box of no coordinates, or of none or infinite width along one. */
export function checkBox(where: string, { low, high }: UniformBoxParams): void {
  const hasWidth = (from: number, j: number): boolean =>
    from < high[j]! && Number.isFinite(high[j]! - from);
  const fits = low?.length > 0 && low.length === high?.length && [...low].every(hasWidth);
  if (fits) return;
  throw new EbmError(
    `${where}: \`low\` is [${low}] and \`high\` [${high}], expected arrays of as many finite numbers, each low below its high.`,
  );
}
