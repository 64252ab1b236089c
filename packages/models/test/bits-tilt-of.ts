import { key, uniform } from "@ebm/core";
import type { BitsTiltParams } from "../src/bits/bits-tilt.js";

/** An energy that is not 0. */
export function bitsTiltOf(width: number): BitsTiltParams {
  const layer = (path: string, sizes: readonly [number, number], seed: number) => {
    const weight = uniform(key(seed), sizes[0] * sizes[1]).map((u) => u - 0.5);
    return {
      [`${path}.weight`]: { data: weight, shape: [...sizes] },
      [`${path}.bias`]: { data: weight.slice(0, sizes[1]), shape: [sizes[1]] },
    };
  };
  return {
    params: {
      ...layer("y.0", [width, 8], 3),
      ...layer("rest.0", [8, 4], 4),
      ...layer("rest.1", [4, 1], 5),
    },
    hidden: [8, 4],
    center: Float32Array.from({ length: width }, (_, a) => a / width),
    logPartition: 0.5,
    standardError: 0,
    method: "exact",
  };
}
