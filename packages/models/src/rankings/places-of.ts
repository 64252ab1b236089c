/** The place of each number among all, the smallest at 0; of equal ones the first. */
export function placesOf(values: Float32Array): Float32Array {
  const places = new Float32Array(values.length);
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
  for (const [place, i] of order.entries()) places[i] = place;
  return places;
}
