import { foldIn, type Key, uniform } from "@ebm/core";

/** Uniforms on [0, 1) of a key, one at a time. */
export function uniformStream(key: Key): () => number {
  const chunk = new Float32Array(1024);
  let chunks = 0;
  let next = chunk.length;
  return () => {
    if (next === chunk.length) {
      uniform(foldIn(key, chunks++), chunk);
      next = 0;
    }
    return chunk[next++]!;
  };
}
