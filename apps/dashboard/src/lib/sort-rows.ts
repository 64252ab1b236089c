/** Sorts items by a value of each. Items without a value come last in both directions. */
export function sortRows<T>(
  items: readonly T[],
  keyOf: (item: T) => unknown,
  isDescending: boolean,
): T[] {
  const sign = isDescending ? -1 : 1;
  return items
    .map((item, place) => ({ item, place, value: keyOf(item) }))
    .sort((a, b) => {
      const [isMissing, isOtherMissing] = [isNothing(a.value), isNothing(b.value)];
      if (isMissing || isOtherMissing) {
        return isMissing === isOtherMissing ? a.place - b.place : isMissing ? 1 : -1;
      }
      return sign * compare(a.value, b.value) || a.place - b.place;
    })
    .map(({ item }) => item);
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || Number.isNaN(value);

const collator = new Intl.Collator("en", { numeric: true });

function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return collator.compare(String(a), String(b));
}
