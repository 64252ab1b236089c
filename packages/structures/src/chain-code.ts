import { EbmError } from "@ebm/core";
import type { Order } from "./members.js";
import type { Structure } from "./structure.js";

type Chain = Structure<readonly number[]>;

/** The vectors of the labellings of a chain, and their lexicographic order. */
export function chainCode(
  name: string,
  { length, states }: { readonly length: number; readonly states: number },
): Pick<Chain, "encode" | "decode"> & { readonly order: Order<readonly number[]> } {
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

    decode: (y) =>
      Array.from({ length }, (_, t) => {
        const place = Array.from(y).slice(t * states, (t + 1) * states);
        return place.indexOf(Math.max(...place));
      }),

    order: {
      size: () => base ** BigInt(length),
      indexOf: (path) => path.reduce((index, state) => index * base + BigInt(state), 0n),
      objectAt: (index) =>
        Array.from({ length }, (_, t) => Number((index / base ** BigInt(length - 1 - t)) % base)),
    },
  };
}
