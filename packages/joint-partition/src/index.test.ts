import { expect, test } from "vitest";
import * as jointPartition from "./index.js";

test("the public API", () => {
  expect(Object.keys(jointPartition)).toMatchInlineSnapshot(`
    [
      "densityRatio",
      "exactLoss",
      "exactPartition",
      "excess",
      "jointPartitionLoss",
      "logProb",
    ]
  `);
});
