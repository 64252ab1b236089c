import { EbmError } from "@ebm/core";
import type { Structure } from "./structure.js";

/** The objects of a set one after another. */
export interface Order<Natural> {
  /** How many there are. */
  size(): bigint;
  indexOf(object: Natural): bigint;
  objectAt(index: bigint): Natural;
}

/** What the members of a structure stand for. */
export interface Objects<Natural> extends Pick<Structure<Natural>, "encode" | "decode"> {
  readonly order: Order<Natural>;
  /** The objects one elementary move away, each once. */
  neighborsOf(object: Natural): Iterable<Natural>;
}

type Host = "encode" | "decode" | "count" | "indexOf" | "memberAt" | "neighbors" | "enumerate";

/** The oracles of one member at a time, out of those of one object. `encode` is to check. */
export function members<Natural>(
  name: string,
  { encode, decode, order, neighborsOf }: Objects<Natural>,
): Pick<Structure<Natural>, Host> {
  const objectOf = (where: string, y: ArrayLike<number>): Natural => {
    const object = decode(y);
    const member = encode(object);
    const agrees = member.every((value, i) => Math.fround(value) === Math.fround(y[i]!));
    if (agrees && y.length === member.length) return object;
    throw new EbmError(
      `${name}.${where}: \`y\` has [${Array.from(y).join(", ")}], expected a member.`,
    );
  };

  return {
    encode,
    decode,
    count: () => order.size(),
    indexOf: (y) => order.indexOf(objectOf("indexOf", y)),

    memberAt(index) {
      if (index >= 0n && index < order.size()) return encode(order.objectAt(index));
      throw new EbmError(
        `${name}.memberAt: \`index\` is ${index}, expected 0 to ${order.size() - 1n}.`,
      );
    },

    *neighbors(y) {
      for (const object of neighborsOf(objectOf("neighbors", y))) yield encode(object);
    },

    *enumerate() {
      const size = order.size();
      for (let index = 0n; index < size; index++) yield encode(order.objectAt(index));
    },
  };
}
