import { EbmError, key, split, uniform } from "@ebm/core";
import { describe, expect, test } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.js";

/** A file with a header of one's own. */
function file(header: string, elements = new Uint8Array(8)): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + elements.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(elements, 8 + json.length);
  return bytes;
}

const entry = (shape: unknown, offsets: unknown, dtype: unknown = "F32"): string =>
  JSON.stringify({ dtype, shape, data_offsets: offsets });

const [a, b] = [entry([1], [0, 4]), entry([1], [4, 8])];

describe("safetensors", () => {
  test("come back, whatever their names", () => {
    const data = Float32Array.of(1, -0, Number.NaN);
    const names = ["a", "", "__proto__", "constructor", '"\\\n', "7"];
    const tensors = Object.fromEntries(names.map((name) => [name, { data, shape: [3, 1] }]));
    const metadata = Object.fromEntries([["__proto__", "x"]]);
    expect(decodeSafetensors(encodeSafetensors({ tensors, metadata }))).toEqual({
      tensors,
      metadata,
    });
  });

  test("may have tensors without elements, scalars, and spaces after the header", () => {
    const scalar = entry([], [4, 8]);
    const { tensors } = decodeSafetensors(
      file(`{"none":${entry([0, 9], [4, 4])},"a":${a},"scalar":${scalar}}   `),
    );
    expect(Object.values(tensors).map(({ data }) => data.length)).toEqual([0, 1, 1]);
  });

  test.each([
    ["a gap", `{"a":${a}}`, "the tensors have 4 bytes, but 8 follow the header"],
    ["a gap between", `{"a":${entry([0], [0, 0])},"b":${b}}`, "starts at byte 4, expected 0"],
    ["an overlap", `{"a":${a},"b":${entry([2], [0, 8])}}`, "starts at byte 0, expected 4"],
    ["too few bytes", `{"a":${a},"b":${entry([2], [4, 12])}}`, "have 12 bytes, but 8 follow"],
    ["a negative offset", `{"a":${entry([1], [-4, 0])}}`, "data_offsets [-4,0], expected two"],
    ["offsets in fractions", `{"a":${entry([1], [0.5, 4.5])}}`, "data_offsets [0.5,4.5]"],
    ["three offsets", `{"a":${entry([1], [0, 4, 8])}}`, "data_offsets [0,4,8]"],
    ["no offsets", `{"a":${entry([1], null)}}`, "data_offsets null"],
    ["offsets of another size", `{"a":${entry([3], [0, 8])}}`, "0 to 8, expected 12 bytes"],
    ["a negative shape", `{"a":${entry([-1, -2], [0, 8])}}`, "shape [-1,-2], expected whole"],
    ["a shape in fractions", `{"a":${entry([0.5, 4], [0, 8])}}`, "shape [0.5,4]"],
    ["no shape", `{"a":{"dtype":"F32","data_offsets":[0,8]}}`, "shape undefined"],
    ["another type", `{"a":${entry([2], [0, 8], "I32")}}`, 'dtype "I32", expected F32'],
    ["a tensor that is none", `{"a":null}`, 'tensor "a" is null, expected an object'],
    ["a name twice", `{"a":${a},"a":${b}}`, 'the header has "a" twice'],
    ["a name twice, escaped", `{"a":${a},"\\u0061":${b}}`, 'the header has "a" twice'],
    ["a field twice", `{"a":{"dtype":"F32",${entry([2], [0, 8]).slice(1)}}`, '"dtype" twice'],
    ["metadata of numbers", `{"__metadata__":{"step":1},"a":${a}}`, '{"step":1}, expected texts'],
    ["metadata null", `{"__metadata__":null,"a":${a}}`, "`__metadata__` is null"],
    ["a header that is a list", "[]", "the header is [], expected an object"],
    ["a header that is null", "null", "the header is null, expected an object"],
    ["spaces before the header", ` {"a":${a},"b":${b}}`, "expected an object"],
    ["a mark before the header", `\ufeff{"a":${a},"b":${b}}`, "the header is not JSON"],
    ["text after the header", `{"a":${a},"b":${b}}x`, "the header is not JSON"],
  ])("with %s are refused", (_, header, message) => {
    expect(() => decodeSafetensors(file(header))).toThrow(message);
  });

  test("that are no UTF-8, or too long a header, are refused", () => {
    const bytes = file(`{"a":${a},"b":${b}}`);
    bytes[10] = 0xff;
    expect(() => decodeSafetensors(bytes)).toThrow("the header is not JSON");
    bytes.fill(0xff, 0, 8);
    expect(() => decodeSafetensors(bytes)).toThrow("expected a header of");
  });

  test("are read or refused in one line, whatever was changed", () => {
    const data = Float32Array.of(1, 2);
    const whole = encodeSafetensors({
      tensors: { a: { data, shape: [2] }, b: { data, shape: [1, 2] } },
      metadata: { step: "1" },
    });
    const pieces = ["{", "}", "[", "]", ",", ":", '"', "-1", "0", "1e99", "null", "4", "\\u0000"];
    const seeds = split(key(7), 5000);
    let read = 0;
    for (const seed of seeds) {
      const [count, ...places] = uniform(seed, 13);
      let bytes = Uint8Array.from(whole);
      for (let i = 0; i < 1 + 3 * count!; i++) {
        const place = Math.floor(places[4 * i]! * bytes.length);
        const piece = pieces[Math.floor(places[4 * i + 1]! * pieces.length)]!;
        if (places[4 * i + 2]! < 0.5) bytes[place] = 256 * places[4 * i + 3]!;
        else bytes.set(new TextEncoder().encode(piece).subarray(0, bytes.length - place), place);
        if (places[4 * i + 3]! < 0.1) bytes = bytes.slice(0, place);
      }
      try {
        decodeSafetensors(bytes);
        read++;
      } catch (error) {
        expect(error).toBeInstanceOf(EbmError);
        expect((error as EbmError).message).toMatch(/^decodeSafetensors: .*\.$/);
      }
    }
    expect(read).toBeGreaterThan(10);
    expect(read).toBeLessThan(4990);
  });
});
