import { expect, test } from "vitest";
import * as structures from "./index.js";

test("the public API", () => {
  expect(Object.keys(structures).sort()).toMatchInlineSnapshot(`
    [
      "chains",
      "assignments",
      "bipartiteMatchings",
      "partialRankings",
      "permutations",
      "boundedSubsets",
      "hypercube",
      "kSubsets",
      "oneHot",
      "spanningTrees",
    ]
  `);
});
