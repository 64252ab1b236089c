const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The largest coordinate that fits, and the number of steps from its negative to it. */
const [LARGEST, STEPS] = [6, 4095];

/** Encodes coordinates in letters that a URL can hold: 12 bits each, on [−6, 6]. */
export function encodePoints(points: ArrayLike<number>): string {
  return Array.from(points, (value) => {
    const bounded = Math.min(LARGEST, Math.max(-LARGEST, value));
    const step = Math.round(((bounded + LARGEST) / (2 * LARGEST)) * STEPS);
    return DIGITS[step >> 6]! + DIGITS[step & 63]!;
  }).join("");
}

/** Decodes coordinates. A text that is not of points has none. */
export function decodePoints(text: string): Float32Array {
  if (text.length % 4 !== 0 || !/^[\w-]*$/.test(text)) return new Float32Array(0);
  return Float32Array.from({ length: text.length / 2 }, (_, i) => {
    const step = DIGITS.indexOf(text[2 * i]!) * 64 + DIGITS.indexOf(text[2 * i + 1]!);
    return (step / STEPS) * 2 * LARGEST - LARGEST;
  });
}
