import { EbmError } from "@ebm/core";
import type { Structure } from "./structure.js";

/** The objects of a set one after another. */
export interface Order<Natural> {
  /** How many there are. */
  size(): bigint;
  indexOf(object: Natural): bigint;
  objectAt(index: bigint): Natural;
}

type Host = "encode" | "decode" | "indexOf" | "memberAt" | "enumerate";

/** The oracles of one member at a time, out of a code and an order. `encode` is to check. */
export function members<Natural>(
  name: string,
  { encode, decode }: Pick<Structure<Natural>, "encode" | "decode">,
  order: Order<Natural>,
): Pick<Structure<Natural>, Host> {
  return {
    encode,
    decode,

    indexOf(y) {
      const object = decode(y);
      const isMember = encode(object).every(
        (value, i) => Math.fround(value) === Math.fround(y[i]!),
      );
      if (isMember) return order.indexOf(object);
      throw new EbmError(
        `${name}.indexOf: \`y\` has [${Array.from(y).join(", ")}], expected a member.`,
      );
    },

    memberAt(index) {
      if (index >= 0n && index < order.size()) return encode(order.objectAt(index));
      throw new EbmError(
        `${name}.memberAt: \`index\` is ${index}, expected 0 to ${order.size() - 1n}.`,
      );
    },

    *enumerate() {
      const size = order.size();
      for (let index = 0n; index < size; index++) yield encode(order.objectAt(index));
    },
  };
}
