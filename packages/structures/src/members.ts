import { EbmError } from "@ebm/core";

/**
 * The members of a set one at a time, on the host, as arrays of numbers. Models use `encode` and
 * `decode`, and sums over small sets use `enumerate`. The other functions are for tests, exact counts
 * and tables with one row per member. No loss needs them.
 */
export interface Members<Natural> {
  /** Returns the member that stands for an object. */
  encode(object: Natural): number[];
  /** Returns the object that a member stands for. */
  decode(y: ArrayLike<number>): Natural;
  /** Lists every y ∈ Y. */
  enumerate(): Iterable<readonly number[]>;
  /** Returns |Y|, whose logarithm is `logSize`. */
  count(): bigint;
  /** Returns the index of a member in the order of `enumerate`, from 0. */
  indexOf(y: ArrayLike<number>): bigint;
  /** Returns the member at an index. */
  memberAt(index: bigint): number[];
  /** Lists the members one elementary move away, each once: all that `propose` can return, except y. */
  neighbors(y: ArrayLike<number>): Iterable<readonly number[]>;
}

/** An order of the objects of a set. */
export interface Order<Natural> {
  /** Returns the number of objects. */
  size(): bigint;
  indexOf(object: Natural): bigint;
  objectAt(index: bigint): Natural;
}

/** The objects that the members of a structure stand for. */
export interface Objects<Natural> extends Pick<Members<Natural>, "encode" | "decode"> {
  readonly order: Order<Natural>;
  /** Lists the objects one elementary move away, each once. */
  neighborsOf(object: Natural): Iterable<Natural>;
}

/** Makes `Members` from objects and their codes. `encode` has to check its object. */
export function members<Natural>(
  name: string,
  { encode, decode, order, neighborsOf }: Objects<Natural>,
): Members<Natural> {
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
