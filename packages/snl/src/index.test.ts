import { expect, test } from "vitest";
import * as snl from "./index.js";

test("the public API", () => {
  expect(Object.keys(snl)).toMatchInlineSnapshot(`[]`);
});
