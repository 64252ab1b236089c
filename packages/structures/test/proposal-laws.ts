import { foldIn, key, uniform } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import type { Structure } from "../src/index.js";
import { chiSquaredLimit, membersOf, show } from "./brute-force.js";

/** Tests the properties of a structure's random walk that Metropolis–Hastings relies on. */
export function describeProposals<Natural>(
  { name, dim, proposalNoiseDim, propose, neighbors, decode, enumerate }: Structure<Natural>,
  areNeighbors: (a: Natural, b: Natural) => boolean,
): void {
  const all = [...enumerate()];
  const place = new Map(all.map((y, i) => [show(y), i]));
  const adjacent = all.map((a) =>
    all.flatMap((b, i) => (areNeighbors(decode(a), decode(b)) ? [i] : [])),
  );
  const draws = 50 * Math.max(...adjacent.map((it) => it.length), 1);

  const moves = (from: number): string[] => {
    const noise = uniform(foldIn(key(4), from), draws * proposalNoiseDim);
    const y = tf.tile(tf.tensor2d([[...all[from]!]]), [draws, 1]);
    return membersOf(propose({ y, uniforms: tf.tensor2d(noise, [draws, proposalNoiseDim]) }));
  };
  const count = (from: number): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const member of moves(from)) {
      const to = place.get(member) ?? -1;
      counts.set(to, (counts.get(to) ?? 0) + 1);
    }
    return counts;
  };

  test(`${name}.neighbors lists each neighbor once`, () => {
    for (const [from, y] of all.entries()) {
      const listed = [...neighbors(Float32Array.from(y))].map((it) => place.get(show(it)) ?? -1);
      expect(listed.sort((a, b) => a - b)).toEqual(adjacent[from]);
    }
  });

  describe(`${name}.propose`, () => {
    const counts = all.map((_, from) => count(from));

    test("leads to each neighbor, and nowhere else", () => {
      for (const [from, found] of counts.entries()) {
        const reached = [...found.keys()].filter((to) => to !== from);
        expect(reached.sort((a, b) => a - b)).toEqual(adjacent[from]);
      }
    });

    test("is symmetric", () => {
      let [statistic, pairs] = [0, 0];
      for (const [from, found] of counts.entries()) {
        for (const [to, there] of found) {
          if (to >= from) continue;
          const back = counts[to]!.get(from) ?? 0;
          statistic += (there - back) ** 2 / (there + back);
          pairs++;
        }
      }
      expect(statistic).toBeLessThanOrEqual(chiSquaredLimit(pairs));
    });

    test("leads to every member in the end", () => {
      const reached = new Set([0]);
      for (const from of reached) for (const to of adjacent[from]!) reached.add(to);
      expect(reached.size).toBe(all.length);
    });

    test("takes equal uniforms, 0 or the largest", () => {
      const y = tf.tensor2d(all.map((it) => [...it]));
      for (const u of [0, 1 - 2 ** -24]) {
        const uniforms = tf.fill<tf.Rank.R2>([all.length, proposalNoiseDim], u);
        for (const member of membersOf(propose({ y, uniforms }))) {
          expect(place.has(member)).toBe(true);
        }
      }
    });

    test("names the input whose shape does not fit", () => {
      const [y, wrong] = [tf.zeros<tf.Rank.R2>([2, dim]), tf.zeros<tf.Rank.R2>([2, 99])];
      expect(() => propose({ y: wrong, uniforms: wrong })).toThrow(`${name}.propose: \`y\``);
      expect(() => propose({ y, uniforms: wrong })).toThrow(`${name}.propose: \`uniforms\``);
    });
  });
}
