import { type Feeds, readSignature } from "@ebm/onnx-export";

/** Converts inputs to float64 where a model takes float64. */
export function widened(feeds: Feeds, bytes: Uint8Array): Feeds {
  const { inputs } = readSignature(bytes);
  const entries = Object.entries(feeds).map(([name, packed]) => {
    const isWide = inputs[name]?.dtype === "float64";
    return [name, isWide ? { ...packed, data: Float64Array.from(packed.data) } : packed] as const;
  });
  return Object.fromEntries(entries);
}
