import type { ServedTensor, ServedTensors } from "./dtypes.js";

/** Joins the rows of several requests into one. */
export function joinRows(requests: readonly ServedTensors[]): ServedTensors {
  const [first] = requests as [ServedTensors];
  if (requests.length === 1) return first;
  return Object.fromEntries(
    Object.keys(first).map((name) => [name, joined(requests.map((tensors) => tensors[name]!))]),
  );
}

function joined(parts: readonly ServedTensor[]): ServedTensor {
  const [first] = parts as [ServedTensor];
  const rows = parts.reduce((sum, { shape }) => sum + shape[0]!, 0);
  const shape = [rows, ...first.shape.slice(1)];
  if (Array.isArray(first.data))
    return { data: parts.flatMap(({ data }) => [...data]) as string[], shape };
  const length = parts.reduce((sum, { data }) => sum + data.length, 0);
  const data = new (first.data.constructor as Float32ArrayConstructor)(length);
  let start = 0;
  for (const part of parts) {
    data.set(part.data as Float32Array, start);
    start += part.data.length;
  }
  return { data, shape };
}
