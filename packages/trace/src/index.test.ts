import { expect, test } from "vitest";
import * as trace from "./index.js";

test("the public API", () => {
  expect(Object.keys(trace).sort()).toMatchInlineSnapshot(`
    [
      "encodeModel",
      "packedDtype",
      "readSignature",
      "runEagerly",
      "sortedNodes",
      "trace",
    ]
  `);
});
