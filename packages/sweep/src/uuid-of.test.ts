import { expect, test } from "vitest";
import { canonicalJson } from "./json.js";
import { uuidOf } from "./uuid-of.js";

test("equal configs have equal ids, whatever the order of their keys", () => {
  expect(uuidOf({ a: 1, b: { c: [1, 2], d: null } })).toBe(
    uuidOf({ b: { d: null, c: [1, 2] }, a: 1 }),
  );
  expect(uuidOf({ a: [1, 2] })).not.toBe(uuidOf({ a: [2, 1] }));
});

test("ids are UUIDs of version 8, the same on every machine", () => {
  const ids = Array.from({ length: 100 }, (_, a) => uuidOf({ a }));
  for (const id of ids) {
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  }
  expect(new Set(ids).size).toBe(100);
  expect(ids[1]).toMatchInlineSnapshot(`"015abd7f-5cc5-8a2d-994b-7590f04ad808"`);
});

test("canonical JSON has sorted keys, and leaves out what is undefined", () => {
  expect(canonicalJson({ b: undefined, c: "é", a: [true, { z: 0, y: -0 }] })).toBe(
    '{"a":[true,{"y":0,"z":0}],"c":"é"}',
  );
});
