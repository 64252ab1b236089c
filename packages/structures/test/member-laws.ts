import { expectClose } from "@ebm/testing";
import { describe, expect, test } from "vitest";
import type { RankingStructure, Structure } from "../src/index.js";

/** Tests the laws of a structure's members, one at a time. */
export function describeMembers<Natural>(structure: Structure<Natural>): void {
  const { name, dim, logSize, count, encode, decode, indexOf, memberAt, neighbors } = structure;
  const all = [...structure.enumerate()];

  describe(name, () => {
    test("enumerates distinct members, as many as count and logSize say", () => {
      expect(new Set(all.map(String)).size).toBe(all.length);
      expect(all.every((y) => y.length === dim)).toBe(true);
      expect(count()).toBe(BigInt(all.length));
      expectClose(logSize, Math.log(all.length), { rtol: 1e-12, atol: 1e-12 });
    });

    test("encodes what it decodes, in float32 too", () => {
      for (const y of all) {
        expect(encode(decode(y))).toEqual(y);
        expect(encode(decode(Float32Array.from(y)))).toEqual(y);
      }
    });

    test("finds members by their place, and places by their members", () => {
      for (const [index, y] of all.entries()) {
        expect(memberAt(BigInt(index))).toEqual(y);
        expect(indexOf(Float32Array.from(y))).toBe(BigInt(index));
      }
    });

    test("refuses a place outside, and what is no member", () => {
      for (const index of [-1n, BigInt(all.length)]) {
        expect(() => memberAt(index)).toThrow(
          `${name}.memberAt: \`index\` is ${index}, expected 0 to ${all.length - 1}.`,
        );
      }
      for (const value of [0.37, 1.5]) {
        expect(() => indexOf(new Array(dim).fill(value))).toThrow(name);
      }
      for (const y of [[...all[0]!, 0], all[0]!.slice(1)]) {
        expect(() => indexOf(y)).toThrow(name);
        expect(() => [...neighbors(y)]).toThrow(name);
      }
    });
  });
}

/** Tests the additional laws of structures that encode rankings. */
export function describeRankings({ name, encode, decode, enumerate }: RankingStructure): void {
  const [first] = [...enumerate()];
  test(`${name} refuses ranks that are no ranking`, () => {
    const size = decode(first!).length;
    for (const ranks of [new Array(size).fill(size), [], [0.5]]) {
      expect(() => encode(ranks)).toThrow(`${name}.encode: \`ranks\` has [${ranks.join(", ")}]`);
    }
  });
}
