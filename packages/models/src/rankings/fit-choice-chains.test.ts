import { key, normal } from "@ebm/core";
import { describe, expect, test } from "vitest";
import { choiceChain, plainChain } from "./choice-chain.js";
import { fitChoiceChains } from "./fit-choice-chains.js";
import { sampleRankings } from "./sample-rankings.js";

const [rows, labels] = [300, 4];
const utilities = { data: normal(key(1), rows * labels), shape: [rows, labels] as const };

describe("fitChoiceChains", () => {
  test.each([1, 2, 3])("finds nothing where Plackett–Luce is the truth: seed %i", async (seed) => {
    const places = sampleRankings({ chains: [] }, [utilities], { key: key(seed) });
    const fitted = await fitChoiceChains({ utilities, places, key: key(0) });
    expect(Math.abs(fitted!.gain)).toBeLessThan(0.02);
    expect(fitted!.gain).toBeLessThan(3 * fitted!.standardError);
  });

  test.each([false, true])(
    "finds couplings where they are, from the last: %s",
    async (fromLast) => {
      // label 1 comes right after label 0, in the order of choices
      const chain = choiceChain(plainChain(labels).with(labels ** 2 + 1, 3), fromLast);
      const places = sampleRankings({ chains: [chain] }, [utilities], { key: key(2) });
      const fitted = await fitChoiceChains({ utilities, places, key: key(0) });
      expect(fitted!.gain).toBeGreaterThan(3 * fitted!.standardError);
      const found = fitted!.chains.find((own) => own.fromLast === fromLast);
      expect(found!.couplings[1]).toBeGreaterThan(1);
    },
  );

  test("uses partial rankings and ties", async () => {
    const { data, shape } = sampleRankings({ chains: [] }, [utilities], { key: key(2) });
    const some = data.map((place, i) => (i % 7 === 0 ? -1 : Math.floor(place / 2)));
    const fitted = await fitChoiceChains({ utilities, places: { data: some, shape }, key: key(0) });
    expect(fitted!.nll).toBeGreaterThan(0);
    expect(fitted!.rows).toBeGreaterThan(rows / 2);
  });
});
