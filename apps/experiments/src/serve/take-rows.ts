import type { Feeds } from "@ebm/onnx-export";

/** Some rows of outputs. */
export function takeRows(
  outputs: Feeds,
  { start, rows }: { readonly start: number; readonly rows: number },
): Feeds {
  const taken = Object.entries(outputs).map(([name, { data, shape }]) => {
    const [all, ...rest] = shape as [number, ...number[]];
    const width = data.length / all;
    const own = data.slice(start * width, (start + rows) * width);
    return [name, { data: own, shape: [rows, ...rest] }] as const;
  });
  return Object.fromEntries(taken);
}
