import { expect, test } from "vitest";
import * as samplers from "./index.js";

test("the public API", () => {
  expect(Object.keys(samplers)).toMatchInlineSnapshot(`[]`);
});
