import { EbmError } from "@ebm/core";
import type { Packed } from "@ebm/trace";

/** @throws {EbmError} If a tensor has another shape, or the wrong number of elements. */
export function checkPacked(
  what: string,
  { data, shape }: Packed,
  expected: readonly number[],
): void {
  const size = expected.reduce((product, axis) => product * axis, 1);
  if (shape.join() === expected.join() && data.length === size) return;
  throw new EbmError(
    `${what} with shape [${shape.join(", ")}] and ${data.length} entries, expected shape [${expected.join(", ")}].`,
  );
}
