import { EbmError } from "@ebm/core";
import { type Members, members, type Order } from "../members.js";
import type { RankingStructure } from "../structure.js";

type RankingMembers = Members<readonly number[]> & Pick<RankingStructure, "encode" | "decode">;

interface RankingCode {
  /** Number of labels. */
  readonly size: number;
  /** Number of labels that have a rank: 0 to `top` − 1. The others have the rank `top`. */
  readonly top: number;
  /** Returns the member for valid ranks. */
  encode(ranks: readonly number[]): number[];
  decode(y: ArrayLike<number>): number[];
}

/** Returns the members of a structure of rankings, one at a time. */
export function rankingMembers(
  name: string,
  { size, top, encode, decode }: RankingCode,
): RankingMembers {
  const checked = (ranks: ArrayLike<number>): number[] => {
    const list = Array.from(ranks);
    checkRanks(`${name}.encode`, list, { size, top });
    return encode(list);
  };
  const order = rankingOrder(size, top);
  return {
    ...members(name, { encode: checked, decode, order, neighborsOf: exchanges }),
    encode: checked,
    decode,
  };
}

/** Checks that each rank from 0 to top − 1 occurs once, and that the other labels have larger ranks. */
function checkRanks(
  where: string,
  ranks: readonly number[],
  { size, top }: Pick<RankingCode, "size" | "top">,
): void {
  const complete = Array.from({ length: top }, (_, rank) => ranks.includes(rank)).every(Boolean);
  const others = ranks.filter((rank) => Number.isInteger(rank) && rank >= top);
  if (complete && ranks.length === size && others.length === size - top) return;
  const expected =
    top === size
      ? `each of 0 to ${size - 1} once`
      : `each of 0 to ${top - 1} once, and ${top} or more for the others`;
  throw new EbmError(`${where}: \`ranks\` has [${ranks.join(", ")}], expected ${expected}.`);
}

/** Lists the rankings in which two labels of adjacent ranks are exchanged. */
function* exchanges(ranks: readonly number[]): Generator<number[]> {
  for (const [a, rank] of ranks.entries()) {
    for (const [b, next] of ranks.entries()) {
      if (next === rank + 1) yield ranks.with(a, next).with(b, rank);
    }
  }
}

/** Orders rankings lexicographically by the labels of the ranks, the best first. */
function rankingOrder(size: number, top: number): Order<readonly number[]> {
  // the remaining labels, and the index of each chosen label among them: a Lehmer code
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
