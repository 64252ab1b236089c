import { expect, test } from "vitest";
import { callNamed } from "./call-named.js";
import { EbmError } from "./errors.js";

interface Inputs {
  readonly x: { readonly length: number };
  readonly y?: { readonly length: number };
}
const inputs: Inputs = { x: [1] };
const call = (f: (inputs: Inputs) => number): number => callNamed("f: `batch`", inputs, f);

test("names the input that a function fails over", () => {
  expect(() => call(({ x, y }) => x.length + y!.length)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: f: \`batch\` has x, expected \`y\` too.]`,
  );
  const refusing = ({ y }: Inputs): number => {
    throw new EbmError(`g: \`y\` is ${y}, expected a tensor.`);
  };
  expect(() => call(refusing)).toThrow("f: `batch` has x, expected `y` too.");
});

test("leaves results, optional inputs and other errors as they are", () => {
  expect(call(({ x, y }) => x.length + (y?.length ?? 2))).toBe(3);
  const failing = ({ y }: Inputs): number => {
    throw new EbmError(`g: \`x\` is ${y ? 1 : 2}, expected 1.`);
  };
  expect(() => call(failing)).toThrow("g: `x` is 2, expected 1.");
  expect(() =>
    call(() => {
      throw new TypeError("other");
    }),
  ).toThrow(TypeError);
});
