/** Returns at most `limit` of the indices 0 … count − 1, evenly spaced, with both ends. */
export function evenlySpaced(count: number, limit: number): number[] {
  const kept = Math.min(count, limit);
  const stride = (count - 1) / Math.max(1, kept - 1);
  return Array.from({ length: kept }, (_, i) => Math.round(i * stride));
}
