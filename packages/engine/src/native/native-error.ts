import { EbmError } from "@ebm/core";
import type { Node } from "@ebm/trace";

/** The reason why a function cannot run as C here. */
export class NativeError extends EbmError {
  override readonly name: string = "NativeError";
}

/** Returns the error of a node that has no form in C. */
export function unsupported({ op, inputs }: Node): NativeError {
  const shapes = inputs.map(({ dtype, shape }) => `${dtype} [${shape.join(", ")}]`).join(" and ");
  return new NativeError(`native: ${op} of ${shapes} has no form in C.`);
}
