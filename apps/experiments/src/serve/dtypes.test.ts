import { expect, test } from "vitest";
import { identityModel } from "../../test/onnx-models.js";
import { createServer } from "./create-server.js";
import { fromHalf, toHalf } from "./half.js";
import { readInputs } from "./read-inputs.js";

const run = async (model: Uint8Array, payload: string) => {
  const { app } = await createServer(model);
  const headers = { "content-type": "application/json" };
  const { statusCode, body } = await app.inject({ method: "POST", url: "/run", headers, payload });
  await app.close();
  return [statusCode, body];
};

test("a model of any dtype gives what it takes", async () => {
  const lists = {
    FLOAT: "[[0.5,-2]]",
    DOUBLE: "[[0.1,null]]",
    FLOAT16: "[[0.333251953125,-65504]]",
    INT8: "[[-128,127]]",
    UINT8: "[[0,255]]",
    INT16: "[[-32768,32767]]",
    UINT16: "[[0,65535]]",
    INT32: "[[-2147483648,2147483647]]",
    UINT32: "[[0,4294967295]]",
    INT64: '[[-9007199254740991,"9223372036854775807"]]',
    UINT64: '[[0,"18446744073709551615"]]',
    BOOL: "[[true,false]]",
    STRING: '[["a",""]]',
  } as const;
  const dtypes = Object.keys(lists) as (keyof typeof lists)[];
  const model = identityModel(
    ...dtypes.map((dtype) => ({ from: dtype, to: `to ${dtype}`, dtype })),
  );
  const object = (name: (dtype: string) => string): string =>
    `{${dtypes.map((dtype) => `"${name(dtype)}":${lists[dtype]}`)}}`;
  const answer = object((dtype) => `to ${dtype}`);
  expect(
    await run(
      model,
      object((dtype) => dtype),
    ),
  ).toEqual([200, answer]);
});

test.each([
  ["int64", "9223372036854775808", "a whole number, as text beyond 2^53"],
  ["int64", 1e18, "a whole number, as text beyond 2^53"],
  ["uint64", -1, "a whole number, as text beyond 2^53"],
  ["float16", 65505, "a number of half precision, from -65504 to 65504"],
  ["uint8", 256, "a whole number from 0 to 255"],
  ["bool", 1, "true or false"],
  ["string", 1, "a text"],
])("%s refuses %s", (dtype, x, expected) => {
  expect(() => readInputs({ x }, { x: { shape: [], dtype } })).toThrow(
    `\`x\` is ${x}, expected ${expected}.`,
  );
});

test("a model of another dtype is refused before it is served", async () => {
  const model = identityModel({ from: "x", to: "y", dtype: "BFLOAT16" });
  await expect(createServer(model)).rejects.toThrow(/^serve: `x` is bfloat16, expected one of /);
});

test("inputs and outputs may have any name", async () => {
  const pairs = [
    ["constructor", "__proto__"],
    ["hasOwnProperty", "toString"],
  ] as const;
  const model = identityModel(
    ...pairs.map(([from, to]) => ({ from, to, dtype: "FLOAT" as const })),
  );
  const payload = '{"constructor":[[1,2]],"hasOwnProperty":[[3,4]]}';
  const answer = '{"__proto__":[[1,2]],"toString":[[3,4]]}';
  expect(await run(model, payload)).toEqual([200, answer]);
  const other = identityModel({ from: "__proto__", to: "y", dtype: "FLOAT" });
  expect(await run(other, '{"__proto__":[[1,2]]}')).toEqual([200, '{"y":[[1,2]]}']);
});

test("half precision rounds to nearest, and its bits give the number back", () => {
  const finite = Array.from({ length: 0x7c00 }, (_, bits) => bits);
  expect(finite.map(fromHalf).map(toHalf)).toEqual(finite);
  expect(toHalf(-0)).toBe(0x8000);
  expect([toHalf(2049), toHalf(2051)].map(fromHalf)).toEqual([2048, 2052]);
  expect([0x7c00, 0xfc00, 0x7e00].map(fromHalf)).toEqual([Infinity, -Infinity, Number.NaN]);
});
