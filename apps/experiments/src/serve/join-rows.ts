import type { Feeds, Packed } from "@ebm/onnx-export";

/** The rows of several requests as those of one. */
export function joinRows(requests: readonly Feeds[]): Feeds {
  const [first] = requests as [Feeds];
  if (requests.length === 1) return first;
  return Object.fromEntries(
    Object.keys(first).map((name) => [name, joined(requests.map((feeds) => feeds[name]!))]),
  );
}

function joined(parts: readonly Packed[]): Packed {
  const [first] = parts as [Packed];
  const length = parts.reduce((sum, { data }) => sum + data.length, 0);
  const data = new (first.data.constructor as new (length: number) => Packed["data"])(length);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  const rows = parts.reduce((sum, { shape }) => sum + shape[0]!, 0);
  return { data, shape: [rows, ...first.shape.slice(1)] };
}
