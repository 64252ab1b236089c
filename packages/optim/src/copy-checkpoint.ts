import { EbmError } from "@ebm/core/errors";
import { checkOptions } from "./check-options.js";
import type { OptimizerCheckpoint } from "./optimizer.js";

/** Copies the vectors of a checkpoint into a state: all of them, or none if one does not fit. */
export function copyCheckpoint(
  where: string,
  { params, moments, count }: OptimizerCheckpoint,
  to: Pick<OptimizerCheckpoint, "params" | "moments">,
): void {
  checkOptions(where, { count: [count, "an integer of at least 0"] });
  const names = Object.keys(to.moments).sort().join(", ");
  const actual = Object.keys(moments).sort().join(", ");
  if (actual !== names) {
    throw new EbmError(`${where}: \`moments\` are [${actual}], expected [${names}].`);
  }
  const size = to.params.length;
  for (const [name, vector] of Object.entries({ params, ...moments })) {
    if (vector instanceof Float32Array && vector.length === size) continue;
    throw new EbmError(
      `${where}: \`${name}\` is ${Object.prototype.toString.call(vector)} of length ${vector?.length}, expected a Float32Array of length ${size}.`,
    );
  }
  to.params.set(params);
  for (const [name, vector] of Object.entries(to.moments)) vector.set(moments[name]!);
}
