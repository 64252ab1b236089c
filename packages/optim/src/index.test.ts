import { expect, test } from "vitest";
import * as optim from "./index.js";

test("the public API", () => {
  expect(Object.keys(optim).sort()).toMatchInlineSnapshot(`
    [
      "adam",
      "adamw",
      "cosineDecay",
      "lbfgs",
      "linearWarmup",
      "sgd",
    ]
  `);
});
