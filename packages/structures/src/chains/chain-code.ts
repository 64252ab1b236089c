import { EbmError } from "@ebm/core";
import type { Objects } from "../members.js";
import { indexOfLargest } from "../selection.js";

/** Returns the labelings of a chain as vectors, in the lexicographic order of their states. */
export function chainCode(
  name: string,
  { length, states }: { readonly length: number; readonly states: number },
): Objects<readonly number[]> {
  const isState = (state: number): boolean =>
    Number.isInteger(state) && state >= 0 && state < states;
  const base = BigInt(states);
  return {
    encode(path) {
      if (path.length !== length || !path.every(isState)) {
        throw new EbmError(
          `${name}.encode: \`path\` has [${path.join(", ")}], expected ${length} of 0 to ${states - 1}.`,
        );
      }
      const y = new Array<number>(length * states + (length - 1) * states ** 2).fill(0);
      for (const [t, state] of path.entries()) {
        y[t * states + state] = 1;
        if (t > 0) y[length * states + ((t - 1) * states + path[t - 1]!) * states + state] = 1;
      }
      return y;
    },

    decode(y) {
      const places = Array.from(y).slice(0, length * states);
      return Array.from({ length }, (_, t) =>
        indexOfLargest(places.slice(t * states, (t + 1) * states)),
      );
    },

    order: {
      size: () => base ** BigInt(length),
      indexOf: (path) => path.reduce((index, state) => index * base + BigInt(state), 0n),
      objectAt: (index) =>
        Array.from({ length }, (_, t) => Number((index / base ** BigInt(length - 1 - t)) % base)),
    },

    *neighborsOf(path) {
      for (const [t, state] of path.entries()) {
        for (let other = 0; other < states; other++) if (other !== state) yield path.with(t, other);
      }
    },
  };
}
