import type { Packed } from "@ebm/onnx-export";
import { fromHalf, toHalf } from "./half.js";

/** A tensor of any dtype that ONNX Runtime takes. Half precision is stored as bits. */
export interface ServedTensor {
  readonly data:
    | Packed["data"]
    | Int8Array
    | Int16Array
    | Uint16Array
    | Uint32Array
    | BigInt64Array
    | BigUint64Array
    | readonly string[];
  readonly shape: readonly number[];
}

/** Tensors by the names of a model's inputs or outputs. */
export type ServedTensors = Readonly<Record<string, ServedTensor>>;

/** An element as JSON. */
type Json = number | boolean | string | null;

/** The conversion of elements of one dtype from and to JSON. */
export interface Dtype {
  /** The description of an element, for errors. */
  readonly expected: string;
  /** The size of an element, in bytes. For a string, its smallest size. */
  readonly bytes: number;
  /** The JSON Schema of an element. */
  readonly schema: object;
  fits(value: unknown): boolean;
  pack(values: readonly unknown[]): ServedTensor["data"];
  /** Converts an element to JSON. Default: a number, or null if it is not finite. */
  write?(value: number | bigint | string): Json;
}

const isNumber = (value: unknown): value is number => typeof value === "number";

function whole(bits: number, signed: boolean, array: { from(values: number[]): unknown }): Dtype {
  const [least, most] = signed ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
  return {
    expected: bits === 32 && signed ? "a whole number" : `a whole number from ${least} to ${most}`,
    bytes: bits / 8,
    schema: { type: "integer", minimum: least, maximum: most },
    fits: (value) => isNumber(value) && Number.isInteger(value) && value >= least && value <= most,
    pack: (values) => array.from(values as number[]) as ServedTensor["data"],
  };
}

function wide(signed: boolean, array: { from(values: bigint[]): unknown }): Dtype {
  const inRange = (value: bigint): boolean =>
    (signed ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)) === value;
  return {
    expected: "a whole number, as text beyond 2^53",
    bytes: 8,
    schema: { anyOf: [{ type: "integer" }, { type: "string", pattern: "^-?[0-9]+$" }] },
    fits: (value) =>
      (Number.isSafeInteger(value) || (typeof value === "string" && /^-?\d{1,20}$/.test(value))) &&
      inRange(BigInt(value as number | string)),
    pack: (values) =>
      array.from(values.map((value) => BigInt(value as number))) as ServedTensor["data"],
    write: (value) => (Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`),
  };
}

const NUMBER_OR_NULL = { type: ["number", "null"] };

/** The dtypes that are served. */
export const dtypes: Readonly<Record<string, Dtype>> = {
  float32: {
    expected: "a finite number",
    bytes: 4,
    schema: { type: "number" },
    fits: (value) => isNumber(value) && Number.isFinite(Math.fround(value)),
    pack: (values) => Float32Array.from(values as number[]),
  },
  float64: {
    // in raw columns, null means a missing value
    expected: "a finite number, or null where it is missing",
    bytes: 8,
    schema: NUMBER_OR_NULL,
    fits: (value) => value === null || (isNumber(value) && Number.isFinite(value)),
    pack: (values) => Float64Array.from(values, (value) => (value === null ? Number.NaN : +value!)),
  },
  float16: {
    expected: "a number of half precision, from -65504 to 65504",
    bytes: 2,
    schema: { type: "number", minimum: -65504, maximum: 65504 },
    fits: (value) => isNumber(value) && Math.abs(value) <= 65504,
    pack: (values) => Uint16Array.from(values as number[], toHalf),
    write: (bits) => finite(fromHalf(Number(bits))),
  },
  int8: whole(8, true, Int8Array),
  uint8: whole(8, false, Uint8Array),
  int16: whole(16, true, Int16Array),
  uint16: whole(16, false, Uint16Array),
  int32: whole(32, true, Int32Array),
  uint32: whole(32, false, Uint32Array),
  int64: wide(true, BigInt64Array),
  uint64: wide(false, BigUint64Array),
  bool: {
    expected: "true or false",
    bytes: 1,
    schema: { type: "boolean" },
    fits: (value) => typeof value === "boolean",
    pack: (values) => Uint8Array.from(values as boolean[], Number),
    write: Boolean,
  },
  string: {
    expected: "a text",
    bytes: 1,
    schema: { type: "string" },
    fits: (value) => typeof value === "string",
    pack: (values) => values as readonly string[],
    write: (value) => `${value}`,
  },
};

/** Returns a number, or null if JSON cannot represent it. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
