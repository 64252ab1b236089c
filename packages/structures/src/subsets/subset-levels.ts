/** The ways to extend a subset by one item. Ways that give the same subset are adjacent. */
export interface Level {
  /** The index of the smaller subset in its level. */
  readonly from: Int32Array;
  /** The item that is added. */
  readonly item: Int32Array;
}

/** Lists the subsets of up to `top` of `size` items, level by level, starting at one item. */
export function subsetLevels(size: number, top: number): Level[] {
  const choose = binomials(size);
  return Array.from({ length: top }, (_, at) => {
    const count = at + 1;
    const ways = choose[size]![count]! * count;
    const [from, item] = [new Int32Array(ways), new Int32Array(ways)];
    let way = 0;
    for (const subset of subsets(size, count)) {
      for (const [place, added] of subset.entries()) {
        // the index of a subset in its level: Σ over its i-th item s of s over i + 1
        let index = 0;
        for (let i = 0; i < count - 1; i++) {
          index += choose[subset[i < place ? i : i + 1]!]![i + 1]!;
        }
        from[way] = index;
        item[way++] = added;
      }
    }
    return { from, item };
  });
}

/** Returns the number of ways, which is the cost of sums over subsets. */
export function countWays(size: number, top: number): number {
  let [ways, subsets] = [0, 1];
  for (let count = 1; count <= top; count++) {
    subsets *= (size - count + 1) / count;
    ways += subsets * count;
  }
  return ways;
}

/** Lists the subsets of `count` items, ordered by their last item, then the one before, … */
function* subsets(size: number, count: number): Generator<readonly number[]> {
  const subset = Array.from({ length: count }, (_, i) => i);
  for (;;) {
    yield subset;
    let place = 0;
    while (place < count - 1 && subset[place]! + 1 === subset[place + 1]) subset[place] = place++;
    if (++subset[place]! === size) return;
  }
}

/** Computes n over k at [n][k]. */
function binomials(size: number): number[][] {
  const rows: number[][] = [];
  for (let n = 0; n <= size; n++) {
    const above = rows[n - 1];
    rows.push(
      Array.from({ length: size + 1 }, (_, k) =>
        k === 0 ? 1 : above ? above[k - 1]! + above[k]! : 0,
      ),
    );
  }
  return rows;
}
