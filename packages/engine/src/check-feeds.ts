import { EbmError } from "@ebm/core";
import type { Feeds } from "@ebm/trace";
import { Tensor } from "@tensorflow/tfjs-core";

/** Refuses feeds that are not packed, or whose data do not match their shapes. */
export function checkFeeds(feeds: Feeds): void {
  for (const [name, packed] of Object.entries(feeds)) {
    const { data, shape } = packed ?? {};
    if (!(isPackable(data) && Array.isArray(shape))) {
      throw new EbmError(
        `compile: \`${name}\` ${described(packed)}, expected { data, shape } with a Float32Array, an Int32Array or, for booleans, a Uint8Array.`,
      );
    }
    const size = shape.reduce((product, axis) => product * axis, 1);
    if (data.length === size) continue;
    throw new EbmError(
      `compile: \`${name}\` has ${data.length} elements, expected ${size} for shape [${shape.join(", ")}].`,
    );
  }
}

function isPackable(data: unknown): boolean {
  return [Float32Array, Int32Array, Uint8Array].some((array) => data instanceof array);
}

function described(packed: unknown): string {
  if (packed instanceof Tensor) return "is a tensor";
  const { data = packed } = Object(packed) as { readonly data?: unknown };
  const kind =
    ArrayBuffer.isView(data) || Array.isArray(data) ? data.constructor.name : typeof data;
  return data === packed ? `is ${kind}` : `has data of ${kind}`;
}
