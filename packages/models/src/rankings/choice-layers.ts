import type { ChoiceChain } from "./choice-chain.js";
import { bitCount } from "./choice-sums.js";

/** The sets of chosen labels of one size, and the choices after them. Tables by rows. */
export interface ChoiceLayer {
  /** Number of sets. */
  readonly sets: number;
  /** The labels outside each set. Shape [sets, labels − size]. */
  readonly outside: Int32Array;
  /** The terms of A and C in the logits of these choices. Shape [sets, labels − size]. */
  readonly added: Float32Array;
  /** For each set of the next layer, the choices that lead to it. Shape [sets of the next layer, size + 1]. */
  readonly from: Int32Array;
}

/** Sorts the choices of a chain by the number of labels chosen before, from 0 on. */
export function choiceLayers({ positions, couplings }: ChoiceChain): ChoiceLayer[] {
  const labels = Math.sqrt(positions.length);
  const all = Array.from({ length: labels }, (_, i) => i);
  const bySize = Array.from(all, (): number[] => []).concat([[]]);
  for (let set = 0; set < 2 ** labels; set++) bySize[bitCount(set)]!.push(set);
  return all.map((size): ChoiceLayer => {
    const sets = bySize[size]!;
    const choices = sets.flatMap((set) =>
      all.filter((i) => !((set >> i) & 1)).map((i) => ({ set, i })),
    );
    const from = new Map(bySize[size + 1]!.map((set) => [set, [] as number[]]));
    for (const [at, { set, i }] of choices.entries()) from.get(set | (1 << i))!.push(at);
    const added = choices.map(({ set, i }) => {
      const chosen = all.filter((j) => (set >> j) & 1);
      const pulls = chosen.map((j) => couplings[j * labels + i]!);
      return pulls.reduce((sum, pull) => sum + pull, positions[i * labels + size]!);
    });
    return {
      sets: sets.length,
      outside: Int32Array.from(choices, ({ i }) => i),
      added: Float32Array.from(added),
      from: Int32Array.from([...from.values()].flat()),
    };
  });
}
