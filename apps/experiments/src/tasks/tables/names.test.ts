import fc from "fast-check";
import { expect, test } from "vitest";
import { formatNames, parseNames } from "./names.js";

test("names with commas and quotes are quoted", () => {
  expect(parseNames('age, zip,"city, state","a ""b"""')).toEqual([
    "age",
    "zip",
    "city, state",
    'a "b"',
  ]);
});

test("every list of names is read as it was written", () => {
  const names = fc.array(fc.string({ unit: "binary" }), { minLength: 1 });
  fc.assert(
    fc.property(names, (list) => {
      expect(parseNames(formatNames(list))).toEqual(list);
    }),
  );
});
