import { EbmError } from "@ebm/core";

/** The elements of a tensor, row by row: floats, integers, or booleans as bytes. */
export interface Packed {
  readonly data: Float32Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
}

/** Packed tensors by the names of a function's inputs. */
export type Feeds = Readonly<Record<string, Packed>>;

export type PackedDtype = "float32" | "int32" | "bool";

export function dtypeOf({ data }: Packed): PackedDtype {
  if (data instanceof Float32Array) return "float32";
  return data instanceof Int32Array ? "int32" : "bool";
}

/** Refuses feeds whose data do not fill their shapes. */
export function checkFeeds(where: string, feeds: Feeds): void {
  for (const [name, { data, shape }] of Object.entries(feeds)) {
    const size = shape.reduce((product, axis) => product * axis, 1);
    if (data.length !== size) {
      throw new EbmError(
        `${where}: \`${name}\` has ${data.length} elements, expected ${size} for shape [${shape.join(", ")}].`,
      );
    }
  }
}
