import type { NamedArray } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import type { Checkpoint } from "@ebm/engine";

const TYPES = { Float32Array, Float64Array, Int32Array, Uint8Array } as const;

type TypedArray = InstanceType<(typeof TYPES)[keyof typeof TYPES]>;

/** The place of an array in JSON: `{ "$": "Int32Array", "at": "3", "length": 7 }`. */
interface Place {
  readonly $: string;
  readonly at: string;
  readonly length: number;
}

/** The name of the array that holds the JSON. */
const JSON_NAME = "json";

/**
 * Packs a tree of plain objects, arrays, numbers, strings, booleans and typed arrays into named
 * arrays, for a checkpoint. Typed arrays and lists of numbers keep their bits. Everything else
 * becomes JSON.
 *
 * @throws {EbmError} If the tree contains anything else.
 */
export function packPlain(value: unknown): Checkpoint["params"] {
  const arrays: Record<string, NamedArray> = {};
  const store = (data: TypedArray, type: string): Place => {
    const at = `${Object.keys(arrays).length}`;
    arrays[at] = asFloats(data);
    return { $: type, at, length: data.length };
  };
  const json = JSON.stringify(convert(value));
  return { ...arrays, [JSON_NAME]: asFloats(new TextEncoder().encode(json)) };

  function convert(node: unknown): unknown {
    const type = typeName(node);
    if (type !== undefined) return store(node as TypedArray, type);
    if (Array.isArray(node)) {
      const isNumbers = node.length > 0 && node.every((item) => typeof item === "number");
      return isNumbers ? store(Float64Array.from(node), "number[]") : node.map(convert);
    }
    if (typeof node === "number") return store(Float64Array.of(node), "number");
    if (node === null || ["string", "boolean", "undefined"].includes(typeof node)) return node;
    if (Object.getPrototypeOf(node) !== Object.prototype || Object.hasOwn(node as object, "$")) {
      throw new EbmError(`packPlain: \`value\` has ${String(node)} in it, expected plain data.`);
    }
    const entries = Object.entries(node as object);
    return Object.fromEntries(entries.map(([name, item]) => [name, convert(item)]));
  }
}

/** Returns the tree that was packed. */
export function unpackPlain(params: Checkpoint["params"]): unknown {
  const bytes = bytesOf(params[JSON_NAME]!);
  return JSON.parse(new TextDecoder().decode(bytes).replace(/\0+$/, ""), (_, node) => {
    if (node === null || typeof node !== "object" || !Object.hasOwn(node, "$")) return node;
    const { $: type, at, length } = node as Place;
    const isNumber = type === "number" || type === "number[]";
    const Elements = isNumber ? Float64Array : TYPES[type as keyof typeof TYPES];
    const data = new Elements(bytesOf(params[at]!).slice().buffer, 0, length);
    if (type === "number") return data[0];
    return type === "number[]" ? Array.from(data) : data;
  });
}

function typeName(node: unknown): string | undefined {
  return Object.entries(TYPES).find(([, Elements]) => node instanceof Elements)?.[0];
}

/** Returns the bits of an array as those of floats, which a checkpoint preserves. */
function asFloats(data: TypedArray): NamedArray {
  const bytes = new Uint8Array(4 * Math.ceil(data.byteLength / 4));
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const floats = new Float32Array(bytes.buffer);
  return { data: floats, shape: [floats.length] };
}

function bytesOf({ data }: NamedArray): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
