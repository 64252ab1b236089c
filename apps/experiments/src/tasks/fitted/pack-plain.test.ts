import { join } from "node:path";
import { loadCheckpoint, saveCheckpoint } from "@ebm/engine";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../../test/own-files.js";
import { packPlain, unpackPlain } from "./pack-plain.js";

const plain = {
  numbers: [0.1, -0, Number.NaN, Number.POSITIVE_INFINITY],
  scalar: -0,
  none: null,
  flag: true,
  text: "λ = 0,1 → “x”",
  empty: [],
  members: [
    { kind: "forest", roots: Int32Array.of(-1, 2 ** 31 - 1, 0x7fc00001) },
    { kind: "none" },
  ],
  varies: Uint8Array.of(1, 0, 255),
  y: { data: Float32Array.of(1, Number.NaN, -0), shape: [3, 1] },
  moments: Float64Array.of(Math.PI, Number.MIN_VALUE),
  nothing: new Float32Array(),
};

test("plain data come back from a file as they were", async () => {
  const path = join(await temporaryDirectory(), "checkpoint.safetensors");
  await saveCheckpoint(path, { step: 3, params: packPlain(plain), moments: {} });
  const { step, params } = await loadCheckpoint(path);
  expect(step).toBe(3);
  expect(unpackPlain(params)).toStrictEqual(plain);
});

test("an undefined field is left out", () => {
  expect(unpackPlain(packPlain({ penalty: undefined }))).toEqual({});
});

test.each([[new Map()], [{ $: 1 }], [() => 1]])("refuses %j", (value) => {
  expect(() => packPlain({ value })).toThrow("expected plain data");
});
