import { EbmError } from "@ebm/core";
import type { Order } from "../members.js";

/**
 * The rankings of the best `top` of `size` labels, as the rank of each label, `top` for all
 * others: in lexicographic order of the labels by rank.
 */
export function rankingOrder(size: number, top: number): Order<readonly number[]> {
  // labels that are left, and the place of each one that is taken among them: a Lehmer code
  const labels = (): number[] => Array.from({ length: size }, (_, label) => label);
  return {
    size() {
      let product = 1n;
      for (let rank = 0; rank < top; rank++) product *= BigInt(size - rank);
      return product;
    },
    indexOf(ranks) {
      const left = labels();
      let index = 0n;
      for (let rank = 0; rank < top; rank++) {
        const place = left.indexOf(ranks.indexOf(rank));
        index = index * BigInt(left.length) + BigInt(place);
        left.splice(place, 1);
      }
      return index;
    },
    objectAt(index) {
      const places: number[] = [];
      for (let count = size - top + 1; count <= size; count++) {
        places.unshift(Number(index % BigInt(count)));
        index /= BigInt(count);
      }
      const left = labels();
      const ranks = new Array<number>(size).fill(top);
      for (const [rank, place] of places.entries()) ranks[left.splice(place, 1)[0]!] = rank;
      return ranks;
    },
  };
}

/** Checks that each rank from 0 to top − 1 is given once, and the other labels have more. */
export function checkRanks(
  where: string,
  ranks: ArrayLike<number>,
  { size, top }: { readonly size: number; readonly top: number },
): void {
  const list = Array.from(ranks);
  const complete = Array.from({ length: top }, (_, rank) => list.includes(rank)).every(Boolean);
  const others = list.filter((rank) => Number.isInteger(rank) && rank >= top);
  if (complete && list.length === size && others.length === size - top) return;
  const expected =
    top === size
      ? `each of 0 to ${size - 1} once`
      : `each of 0 to ${top - 1} once, and ${top} or more for the others`;
  throw new EbmError(`${where}: \`ranks\` has [${list.join(", ")}], expected ${expected}.`);
}
