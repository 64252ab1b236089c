import { expect, test } from "vitest";
import * as rmwggis from "./index.js";

test("the public API", () => {
  expect(Object.keys(rmwggis)).toMatchInlineSnapshot(`[]`);
});
