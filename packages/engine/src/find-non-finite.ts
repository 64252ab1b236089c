import type { Feeds } from "@ebm/trace";

/** Says which input has a number that is not finite, and where; nothing if none has. */
export function findNonFinite(feeds: Feeds): string | undefined {
  for (const [name, { data, shape }] of Object.entries(feeds)) {
    const index = data.findIndex((value: number) => !Number.isFinite(value));
    if (index >= 0)
      return `\`${name}\` has ${data[index]} at [${placeOf(index, shape).join(", ")}]`;
  }
  return undefined;
}

function placeOf(index: number, shape: readonly number[]): number[] {
  let rest = index;
  return shape
    .toReversed()
    .map((size) => {
      const place = rest % size;
      rest = Math.floor(rest / size);
      return place;
    })
    .toReversed();
}
