import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { encodePng } from "./encode-png.js";

test("a PNG has its size, and its pixels after a byte a row", () => {
  const rgb = Uint8Array.from({ length: 3 * 2 * 3 }, (_, i) => 10 * i);
  const png = encodePng({ width: 2, height: 3, rgb });
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 3]);
  const at = png.indexOf("IDAT");
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  expect(rows.length).toBe(3 * 7);
  expect([...rows].filter((_, i) => i % 7 > 0)).toEqual([...rgb]);
});
