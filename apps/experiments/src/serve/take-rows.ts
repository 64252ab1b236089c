import type { ServedTensors } from "./dtypes.js";

/** Returns some rows of outputs. */
export function takeRows(
  outputs: ServedTensors,
  { start, rows }: { readonly start: number; readonly rows: number },
): ServedTensors {
  const taken = Object.entries(outputs).map(([name, { data, shape }]) => {
    const [all, ...rest] = shape as [number, ...number[]];
    const width = data.length / all;
    const part = data.slice(start * width, (start + rows) * width);
    return [name, { data: part, shape: [rows, ...rest] }] as const;
  });
  return Object.fromEntries(taken);
}
