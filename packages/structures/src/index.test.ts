import { expect, test } from "vitest";
import * as structures from "./index.js";

test("the public API", () => {
  expect(Object.keys(structures).sort()).toMatchInlineSnapshot(`
    [
      "assignments",
      "bipartiteMatchings",
      "boundedSubsets",
      "chains",
      "hypercube",
      "kSubsets",
      "oneHot",
      "partialRankings",
      "permutations",
      "spanningTrees",
    ]
  `);
});
