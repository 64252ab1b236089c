/** Encodes values from 0 to 1 as text: eight bits for each, in base64. Clips values outside. */
export function encodePicture(values: ArrayLike<number>): string {
  const levels = Array.from(values, (value) => Math.round(255 * Math.min(Math.max(value, 0), 1)));
  return Buffer.from(levels).toString("base64");
}

/** Decodes values from 0 to 1. Returns none if the metric is not a picture. */
export function decodePicture(metric: unknown): number[] {
  if (typeof metric !== "string") return [];
  return Array.from(Buffer.from(metric, "base64"), (level) => level / 255);
}
