import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import type { SplitBy } from "./split-by.js";

/**
 * Gives each row a part, so that the parts have their shares of rows and of each label, or so that
 * rows of one group are in one part.
 *
 * @throws {EbmError} If a part stays empty.
 */
export function assignRows(
  where: string,
  {
    order,
    shares,
    by,
  }: {
    /** The rows in random order. */
    readonly order: Int32Array;
    readonly shares: readonly number[];
    readonly by: SplitBy;
  },
): Int32Array {
  const parts =
    by.groups !== undefined
      ? byGroup(order, shares, by.groups)
      : byLabel(order, shares, by.labels!);
  const empty = shares.findIndex((_, part) => !parts.includes(part));
  if (empty < 0) return parts;
  const what = by.groups === undefined ? "labels" : "groups";
  throw new EbmError(
    `${where}: \`${what}\` leaves one of ${shares.length} parts without rows, expected more ${what === "groups" ? "groups" : "rows"}.`,
  );
}

/** The largest groups first, each to the part that lacks the most rows. */
function byGroup(
  order: Int32Array,
  shares: readonly number[],
  groups: ArrayLike<unknown>,
): Int32Array {
  const members = new Map<unknown, number[]>();
  for (const row of order) {
    const list = members.get(groups[row]) ?? [];
    list.push(row);
    members.set(groups[row], list);
  }
  const lack = shares.map((share) => share * order.length);
  const parts = new Int32Array(order.length);
  for (const rows of [...members.values()].sort((a, b) => b.length - a.length)) {
    const part = largest(lack);
    lack[part]! -= rows.length;
    for (const row of rows) parts[row] = part;
  }
  return parts;
}

/**
 * Iterative stratification: the rarest label first, each of its rows to the part that lacks the
 * label most.
 *
 * Reference: Sechidis, Tsoumakas, Vlahavas. On the Stratification of Multi-Label Data. 2011.
 */
function byLabel(
  order: Int32Array,
  shares: readonly number[],
  { data, shape: [rows, labels] }: MatrixLike,
): Int32Array {
  const parts = new Int32Array(rows).fill(-1);
  const left = new Int32Array(labels);
  for (let i = 0; i < rows * labels; i++) left[i % labels]! += data[i]!;
  const lack = shares.map((share) => share * rows);
  const labelLack = shares.map((share) => Float64Array.from(left, (count) => share * count));
  for (let label = rarest(left); label >= 0; label = rarest(left)) {
    for (const row of order) {
      if (parts[row]! < 0 && data[row * labels + label] === 1) {
        assign(
          row,
          largest(
            labelLack.map((lacks) => lacks[label]!),
            lack,
          ),
        );
      }
    }
  }
  for (const row of order) if (parts[row]! < 0) assign(row, largest(lack));
  return parts;

  function assign(row: number, part: number): void {
    parts[row] = part;
    lack[part]!--;
    for (let label = 0; label < labels; label++) {
      if (data[row * labels + label] !== 1) continue;
      labelLack[part]![label]!--;
      left[label]!--;
    }
  }
}

/** The label with the fewest rows left, or −1 if none has any. */
function rarest(left: Int32Array): number {
  let best = -1;
  for (const [label, count] of left.entries()) {
    if (count > 0 && (best < 0 || count < left[best]!)) best = label;
  }
  return best;
}

function largest(values: readonly number[], ties: readonly number[] = values): number {
  let best = 0;
  for (const [i, value] of values.entries()) {
    if (value > values[best]! || (value === values[best]! && ties[i]! > ties[best]!)) best = i;
  }
  return best;
}
